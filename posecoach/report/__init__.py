"""Everything that is written for people and programs: terminal, HTML, video, subtitles, exports."""
