"""Records that stages pass to each other, immutable and without any file, frame or geometry.

One rule splits them: :mod:`geo.records.written` has the models of what people write in ``layers/``
(pydantic, unknown keys refused), :mod:`geo.records.resolved` the values that stages make of it.
"""
