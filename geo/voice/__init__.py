"""Words in the reader's language: the program's texts by key, and the phrasebook of the lists."""
