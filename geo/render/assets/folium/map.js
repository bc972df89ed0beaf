var map = L.map(
                "map",
                {
                    center: [0.0, 0.0],
                    crs: L.CRS.CountyAlbers,
                    ...{
  "zoom": 6,
  "zoomControl": true,
  "preferCanvas": false,
  "zoomSnap": 0.05,
  "zoomDelta": 0.5,
  "wheelPxPerZoomLevel": 110,
  "boxZoom": false,
}

                }
            );

            

        
    
countyTypology.start(map);