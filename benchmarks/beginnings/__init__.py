"""How people begin and stop: sample videos whose time is bent, so that a person hesitates, starts twice, walks out."""
