"""What the makers of one edition's products get, each piece made once and when first needed."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from geo.pipeline.frames import find_edition, geometry_of, untold_frames
from geo.pipeline.inputs import Inputs
from geo.pipeline.makers import Making
from geo.pipeline.narrowing import themes_in
from geo.pipeline.products import Product
from geo.records.resolved import Edition
from geo.vocabulary import ALL_EDITION
from geo.voice.voice import DOCUMENTS, Voice

if TYPE_CHECKING:
    from geo.join import Geometry
    from geo.render.figures import Atlas
    from geo.schema import EditionFrames


#: Theme and document that frames are confined to, if any.
_Part = tuple[str | None, str | None]
_WHOLE: _Part = (None, None)


class Material:
    """Frames of one edition, whole and by theme and document, as documents have them and localised.

    Makers of the same frames share what they compute.
    """

    def __init__(self, inputs: Inputs, key: str, voice: Voice) -> None:
        self.inputs, self.key, self.voice = inputs, key, voice
        self._untold: dict[_Part, EditionFrames] = {}
        self._makings: dict[tuple[_Part, bool, bool], Making] = {}
        self._shared: dict[Edition, Atlas] = {}
        self._themes = [t.key for t in themes_in(inputs, find_edition(inputs, key))]

    @property
    def frames(self) -> EditionFrames:
        """The whole edition in the language of the documents."""
        return self._of(_WHOLE, is_localised=False, is_multilingual=False).frames

    def making(
        self, product: Product, theme: str | None = None, document: str | None = None
    ) -> Making:
        """What a product's maker gets, without paths."""
        # The frames of an edition's only theme are the edition's.
        is_whole = document is None and len(self._themes) == 1 and self.key != ALL_EDITION
        return self._of(
            _WHOLE if is_whole else (theme, document),
            is_localised=product.is_localised,
            is_multilingual=product.is_multilingual,
        )

    def _of(self, part: _Part, *, is_localised: bool, is_multilingual: bool) -> Making:
        at = (part, is_localised and self.voice.language is not DOCUMENTS, is_multilingual)
        if at not in self._makings:
            frames = self._untold_of(part)
            if not is_multilingual:
                frames = frames.told(self.voice if at[1] else self.inputs.voices[DOCUMENTS])
            parts = partial(self._parts, at)
            making = Making(frames, {}, self.inputs, self.voice, parts, self._shared)
            self._makings[at] = making
        return self._makings[at]

    def _parts(self, at: tuple[_Part, bool, bool]) -> tuple[EditionFrames, ...]:
        part, is_localised, is_multilingual = at
        if part != _WHOLE or len(self._themes) == 1:
            return ()
        kind = {"is_localised": is_localised, "is_multilingual": is_multilingual}
        return tuple(self._of((theme, None), **kind).frames for theme in self._themes)

    def _untold_of(self, part: _Part) -> EditionFrames:
        if part not in self._untold:
            theme, document = part
            self._untold[part] = untold_frames(
                self.inputs, self.key, theme=theme, document=document, geometry=self._geometry
            )
        return self._untold[part]

    @cached_property
    def _geometry(self) -> Geometry:
        return geometry_of(self.inputs, find_edition(self.inputs, self.key))
