package io.elbo.data;

/**
 * Problems with data that a different way of reading them can solve. Code that shows the message to a user adds how to ask for
 * that there.
 */
public enum DataProblem {
    /** Some rows of a table cannot be read; {@link io.elbo.data.table.BrokenRows#SKIP} skips them. */
    BROKEN_ROWS,
    /** Some pictures cannot be read; {@link io.elbo.data.image.PictureReading#skipBroken} skips them. */
    BROKEN_PICTURES,
    /** The pictures of a folder differ in size; {@link io.elbo.data.image.ImageSource#of} takes an {@link ImageSize} for all. */
    SIZES_DIFFER,
    /** The given folder for the files of a published set does not exist. */
    NO_FOLDER_OF_SETS,
    /** The files of a published set cannot be downloaded; the user may provide them in a folder. */
    NOT_DOWNLOADED,
    /** The text of a stream is compressed; a {@link io.elbo.data.table.TableSource} decompresses it. */
    PACKED_STREAM,
    /** There are more rows than can be counted. */
    TOO_MANY_ROWS,
    /** Neither memory nor the folder of temporary files has room for the rows. */
    NO_ROOM_FOR_ROWS
}
