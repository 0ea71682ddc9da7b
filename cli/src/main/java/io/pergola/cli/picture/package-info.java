/// Draws the picture of the demo: airports on a map of the United States, as SVG.
///
/// Knows no store and no graph; [io.pergola.cli.picture.FlightMap] turns plain records into text.
@NullMarked
package io.pergola.cli.picture;

import org.jspecify.annotations.NullMarked;
