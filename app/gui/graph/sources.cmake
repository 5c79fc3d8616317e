# no sources yet
