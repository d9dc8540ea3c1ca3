"""Several exercises in one recording, without being told which: is each judged as it is alone?"""
