"""An exercise file proposed from recordings of the movement done well, for a person to correct.

measuring: what a recording shows; repeating: what moves in it again and again; choosing: which of that tells one
repetition from the next, and its phases; writing: the file; learning: all of it in order, and tried on the recordings.
Nothing here knows any exercise.
"""
