package io.elbo.data.picture;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.elbo.data.Background;
import io.elbo.data.DataException;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** Decodes the bytes of a file that is known to be complete. */
final class PictureDecoder {
    /** A larger picture is more likely an attempt to fill memory than a real picture. */
    private static final int MOST_PIXELS = 64_000_000;

    /** One permit per pixel: with any number of threads, pictures being decoded take at most some hundred MB. */
    private static final Semaphore IN_DECODING = new Semaphore(MOST_PIXELS);

    private PictureDecoder() {}

    /** @throws DataException without the name of the file, if it is damaged or too large */
    static Picture decode(PictureFormat format, byte[] file, Background background, int white) throws IOException {
        return switch (format) {
            case PNG -> decode(format, file, PngChunks.check(file), background, white);
            case JPEG -> {
                JpegSegments segments = JpegSegments.read(file);
                PictureParts parts = new PictureParts(segments.orientation(), false);
                byte[] plain = segments.forDecoder(file);
                yield segments.channels() == 4
                        ? decode(format, plain, parts, reader -> ink(reader, segments.adobe()), background, white)
                        : decode(format, plain, parts, background, white);
            }
            case GIF -> {
                GifBlocks blocks = GifBlocks.read(file);
                requireReasonable(blocks.width(), blocks.height());
                PictureParts parts = new PictureParts(Orientation.UPRIGHT, blocks.several());
                // the JDK's decoder loses lines of interlaced pictures that have fewer than five
                boolean interlaced = blocks.interlaced(file);
                byte[] stored = blocks.asStored(file);
                yield decode(format, stored, parts, reader -> placed(reader, blocks, interlaced), background, white);
            }
            case BMP -> decode(format, file, BmpHeader.check(file), background, white);
            case TIFF -> decode(format, file, TiffDirectory.check(file), background, white);
            case WEBP -> {
                WebpChunks chunks = WebpChunks.read(file);
                yield decode(format, chunks.withoutProfile(file), chunks.parts(), background, white);
            }
        };
    }

    /** How the pixels are read from a decoder. */
    private interface Reading {
        PixelLines of(ImageReader reader) throws IOException;
    }

    private static Picture decode(
            PictureFormat format, byte[] file, PictureParts parts, Background background, int white)
            throws IOException {
        return decode(format, file, parts, reader -> PixelLines.of(reader.read(0)), background, white);
    }

    private static Picture decode(
            PictureFormat format, byte[] file, PictureParts parts, Reading reading, Background background, int white)
            throws IOException {
        ImageReader reader = reader(format);
        try (var in = new EndingInput(file)) {
            // the TIFF decoder needs random access
            reader.setInput(in, format != PictureFormat.TIFF, true);
            int pixels = requireReasonable(reader.getWidth(0), reader.getHeight(0));
            IN_DECODING.acquireUninterruptibly(pixels);
            try {
                Damage damage = new Damage();
                reader.addIIOReadWarningListener(damage);
                Picture picture = Picture.of(reading.of(reader), parts, background, white);
                if (damage.found != null) {
                    throw new DataException("not a readable picture: " + damage.found);
                }
                return picture;
            } finally {
                IN_DECODING.release(pixels);
            }
        } finally {
            reader.dispose();
        }
    }

    /** Always selects the same decoder, whatever others are installed, so that a picture has the same numbers in every program. */
    private static ImageReader reader(PictureFormat format) throws IOException {
        if (format == PictureFormat.WEBP) {
            return new WebPImageReaderSpi().createReaderInstance(null);
        }
        if (format == PictureFormat.TIFF) {
            return new TIFFImageReaderSpi().createReaderInstance(null);
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.decoder());
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getModule() == ImageIO.class.getModule()) {
                return reader;
            }
        }
        throw new IllegalStateException("this JDK has no decoder of " + format.decoder());
    }

    private static int requireReasonable(int width, int height) {
        if ((long) width * height > MOST_PIXELS) {
            throw new DataException("is " + width + "x" + height + " pixels; at most " + MOST_PIXELS / 1_000_000
                    + " million are allowed");
        }
        return width * height;
    }

    /** Adobe's programs store ink inverted. Transform 2 means luma and colour differences beside the black. */
    private static PixelLines ink(ImageReader reader, int adobe) throws IOException {
        Raster raster = reader.readRaster(0, null);
        return new InkLines(raster, adobe >= 0, adobe == 2);
    }

    private static PixelLines placed(ImageReader reader, GifBlocks blocks, boolean interlaced) throws IOException {
        PixelLines stored = PixelLines.of(reader.read(0));
        PixelLines frame = interlaced ? new InterlacedLines(stored) : stored;
        return frame.width() == blocks.width() && frame.height() == blocks.height()
                ? frame
                : new PlacedLines(frame, blocks.left(), blocks.top(), blocks.width(), blocks.height());
    }

    /** Records damage. The JPEG decoder only warns when data are missing, and paints the rest grey. */
    private static final class Damage implements IIOReadWarningListener {
        private String found;

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            String text = warning.toLowerCase(Locale.ROOT);
            boolean lost = text.contains("premature end") || text.contains("corrupt");
            // stray bytes between two segments are common and do not affect the picture
            if (found == null && lost && !text.contains("extraneous bytes")) {
                found = warning;
            }
        }
    }
}
