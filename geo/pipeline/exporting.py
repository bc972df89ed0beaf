"""One edition in one format, to a path of the user's choosing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from geo import build
from geo.errors import ConfigError
from geo.pipeline.inputs import Inputs, require_sound
from geo.pipeline.material import Material
from geo.pipeline.products import exported_paths, product_of
from geo.vocabulary import ALL_EDITION, Language


def export(inputs: Inputs, form: str, edition: str, path: Path | None, language: Language) -> str:
    """Write one edition in one format.

    Parameters
    ----------
    form : str
        A key of :data:`geo.pipeline.products.FORMATS`.
    path : Path or None
        A file, or a folder where the format is several files; in the working folder by default.

    Returns
    -------
    str
        A notice of what the format loses; usually empty.

    Raises
    ------
    ConfigError
        If there is no such format or edition, the path's ending is another format's, or a folder
        that should be new has files.
    BuildError
        If the file cannot be put in place; the old one is then unchanged.
    """
    product = product_of(form)
    target = path or default_path(form, edition)
    if not _is_folder(form) and target.suffix != f".{form}":
        raise ConfigError(f"{target.name}: 文件名应以 .{form} 结尾 the name must end in .{form}")
    if product.is_folder and target.is_dir() and any(target.iterdir()):
        raise ConfigError(f"{target}: 文件夹不是空的，请换一个 the folder is not empty")
    making = Material(require_sound(inputs), edition, inputs.voices[language]).making(product)
    with build.Staging(target.parent) as staging:
        paths = exported_paths(form, staging.path(target.name))
        told = product.make(replace(making, paths=paths))
        written = (p for p in staging.folder.rglob("*") if p.is_file())
        staging.put(sorted(p.relative_to(staging.folder).as_posix() for p in written))
    return told or ""


def default_path(form: str, edition: str) -> Path:
    """Default path of an export."""
    name = "county-typology" if edition == ALL_EDITION else edition
    return Path(f"{name}-{product_of(form).name}" if _is_folder(form) else f"{name}.{form}")


def _is_folder(form: str) -> bool:
    product = product_of(form)
    return product.is_folder or len(product.exported(form)) > 1
