// The plan editor: each text of a section is written where it stands.
