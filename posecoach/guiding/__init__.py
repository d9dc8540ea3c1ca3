"""A session: the guide that leads through it, its steps and their stages, dosage, and what cannot be judged.

The stages of one step (`stages.py`), and in brackets what the person and a screen are told:

    begin ---> Resting ---> SettingUp ---> HoldingStill ---> Exercising ---> Ending ---> Over
      |        [REST]        [SETUP]         [STILL]         [EXERCISE]    [EXERCISE]
      |          |            ^   |                            ^   ^
      +--no pause-------------+   +--neutral known, moved------+   |
      |          +--------------moved------------------------------+
      +--the day's limit is reached---> PassedOver

    Resting       ends when the pause is over, the person has arrived in the next posture, or skips it; not before the
                  person was told what comes
    SettingUp     ends when nothing has been wrong for a moment, or patience is over
    HoldingStill  ends when the neutral is taken, or patience is over
    Exercising    ends when the dosage is done
    Ending        ends when the words about the last repetition are said and its movement has run out
    moved         the person has begun the exercise unasked; they are judged from there on

A session (`guide.py`) goes from step to step: when one is Over or PassedOver, on "skip" and "back", and when somebody
has gone ahead to the next posture. After the last step comes [DONE]; pain leads from anywhere to [STOPPED], and nothing
leads on from there.

A pause leads from any stage of a step to [PAUSED], where nothing is judged, and back to that stage, whose clock stood
meanwhile:

    any stage of a step <---"pause"---> [PAUSED]
    HoldingStill, Exercising <---nobody has been in the frame for a second / somebody is again---> [PAUSED]

A pause that was asked for ends only when the person asks again, or goes to another step.
"""
