"""What is true about places, with no database and no clock: data sets, distances, remoteness, clocks and the map."""
