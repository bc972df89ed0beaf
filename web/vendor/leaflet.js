// What the county page uses of Leaflet: the map, its hands (drag, wheel, keys, touch), three controls
// and the frame of a renderer. Layers of tiles, markers, popups and vectors are not here; a map to
// which somebody adds such layers carries the whole of Leaflet instead.
import { Map } from "leaflet/src/map/Map.js";
import { DoubleClickZoom } from "leaflet/src/map/handler/Map.DoubleClickZoom.js";
import { Drag } from "leaflet/src/map/handler/Map.Drag.js";
import { Keyboard } from "leaflet/src/map/handler/Map.Keyboard.js";
import { ScrollWheelZoom } from "leaflet/src/map/handler/Map.ScrollWheelZoom.js";
import { TapHold } from "leaflet/src/map/handler/Map.TapHold.js";
import { TouchZoom } from "leaflet/src/map/handler/Map.TouchZoom.js";
import { Control, control } from "leaflet/src/control/Control.js";
import { Attribution, attribution } from "leaflet/src/control/Control.Attribution.js";
import { Scale, scale } from "leaflet/src/control/Control.Scale.js";
import { Zoom, zoom } from "leaflet/src/control/Control.Zoom.js";

Object.assign(Map, { DoubleClickZoom, Drag, Keyboard, ScrollWheelZoom, TapHold, TouchZoom });
Object.assign(Control, { Attribution, Scale, Zoom });
Object.assign(control, { attribution, scale, zoom });

export { Control, Map, control };
export { createMap as map } from "leaflet/src/map/Map.js";
export { Layer } from "leaflet/src/layer/Layer.js";
export { Renderer } from "leaflet/src/layer/vector/Renderer.js";
export { CRS, LatLng, LatLngBounds, latLng, latLngBounds } from "leaflet/src/geo/index.js";
export * from "leaflet/src/geometry/index.js";
export * from "leaflet/src/dom/index.js";
export * from "leaflet/src/core/index.js";
