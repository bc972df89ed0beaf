"""What the program says, in the reader's language: texts by key and the phrasebook of the lists."""
