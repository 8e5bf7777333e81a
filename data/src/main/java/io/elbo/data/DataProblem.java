package io.elbo.data;

/**
 * Kinds of what can be wrong with data that another way of reading them helps against. Who shows the message to a user adds how that is
 * said there.
 */
public enum DataProblem {
    /** Rows of a table that cannot be read; {@link io.elbo.data.table.BrokenRows#SKIP} goes on without them. */
    BROKEN_ROWS,
    /** Pictures that cannot be read; {@link io.elbo.data.image.PictureReading#skipBroken} goes on without them. */
    BROKEN_PICTURES,
    /** Pictures of a folder differ in size; an {@link ImageSize} given to {@link io.elbo.data.image.ImageSource#of} is that of all. */
    SIZES_DIFFER,
    /** The folder that was to have the files of a published set is none. */
    NO_FOLDER_OF_SETS,
    /** The files of a published set cannot be downloaded; they may be in a folder of the user's. */
    NOT_DOWNLOADED,
    /** Text that comes as a stream is packed; a {@link io.elbo.data.table.TableSource} unpacks it. */
    PACKED_STREAM,
    /** More rows than can be counted. */
    TOO_MANY_ROWS,
    /** Neither memory nor the folder of temporary files has room for the rows. */
    NO_ROOM_FOR_ROWS
}
