package io.elbo.data.image;

import io.elbo.data.DataException;
import io.elbo.data.ImageSize;
import io.elbo.data.file.FileText;
import java.nio.file.Path;
import java.util.Optional;

/** A folder of pictures. */
record PictureSource(Path folder, Optional<ImageSize> resize, PictureReading reading, DownloadProgress progress)
        implements ImageSource {
    @Override
    public String name() {
        return SplitPictureSource.nameOf(folder);
    }

    @Override
    public Images train() {
        return ImageFolder.read(PictureListing.of(folder), resize, reading, progress::pictures);
    }

    @Override
    public Images test() {
        throw new DataException(
                FileText.of(folder) + ": has no test split; use sub-folders 'train' and 'test' to make one");
    }

    @Override
    public boolean readsPictures() {
        return true;
    }

    @Override
    public boolean hasTest() {
        return false;
    }
}
