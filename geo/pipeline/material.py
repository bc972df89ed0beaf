"""What the makers of one edition's products get, each piece made once and when first needed."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from geo.pipeline.frames import find_edition, geometry_of, untold_frames
from geo.pipeline.inputs import Inputs
from geo.pipeline.makers import Making
from geo.pipeline.products import Product
from geo.pipeline.themes import themes_in
from geo.vocabulary import ALL_EDITION
from geo.voice.voice import DOCUMENTS, Voice

if TYPE_CHECKING:
    from geo.join import Geometry
    from geo.schema import EditionFrames


class Material:
    """Frames of one edition, whole and by theme, as documents have them and localised.

    Makers of the same frames share what they compute.
    """

    def __init__(self, inputs: Inputs, key: str, voice: Voice) -> None:
        self.inputs, self.key, self.voice = inputs, key, voice
        self._untold: dict[str | None, EditionFrames] = {}
        self._makings: dict[tuple[str | None, bool, bool], Making] = {}
        themes = themes_in(inputs, find_edition(inputs, key))
        # The frames of an edition's only theme are the edition's.
        self._is_whole = {t.key: len(themes) == 1 and key != ALL_EDITION for t in themes}

    @property
    def frames(self) -> EditionFrames:
        """The whole edition in the language of the documents."""
        return self._of(None, is_localised=False, is_multilingual=False).frames

    def making(self, product: Product, theme: str | None = None) -> Making:
        """What a product's maker gets, without paths."""
        whole = theme is None or self._is_whole[theme]
        return self._of(
            None if whole else theme,
            is_localised=product.is_localised,
            is_multilingual=product.is_multilingual,
        )

    def _of(self, theme: str | None, *, is_localised: bool, is_multilingual: bool) -> Making:
        at = (theme, is_localised and self.voice.language is not DOCUMENTS, is_multilingual)
        if at not in self._makings:
            frames = self._untold_of(theme)
            if not is_multilingual:
                frames = frames.told(self.voice if at[1] else self.inputs.voices[DOCUMENTS])
            self._makings[at] = Making(
                frames, {}, self.inputs, self.voice, partial(self._parts, theme, at)
            )
        return self._makings[at]

    def _parts(
        self, theme: str | None, at: tuple[str | None, bool, bool]
    ) -> tuple[EditionFrames, ...]:
        if theme is not None or len(self._is_whole) == 1:
            return ()
        kind = {"is_localised": at[1], "is_multilingual": at[2]}
        return tuple(self._of(key, **kind).frames for key in self._is_whole)

    def _untold_of(self, theme: str | None) -> EditionFrames:
        if theme not in self._untold:
            self._untold[theme] = untold_frames(
                self.inputs, self.key, theme=theme, geometry=self._geometry
            )
        return self._untold[theme]

    @cached_property
    def _geometry(self) -> Geometry:
        return geometry_of(self.inputs, find_edition(self.inputs, self.key))
