"""The one way to write: made aside, synced, renamed; nothing that posecoach did not make is overwritten or deleted.

single_file.py publishes one file that the user names, folder.py the files of a folder, names.py gives recordings names
that are safe as folders. All of them stand on disk.py, lock.py and staging.py.
"""
