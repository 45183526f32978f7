package dev.tollgate.publisher.thumbnail;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.publisher.api.Api;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes an API's image out of the registry and puts it into another one. */
@Service
public class CarryThumbnail {

    private final Thumbnails thumbnails;
    private final ChangeThumbnail change;

    CarryThumbnail(Thumbnails thumbnails, ChangeThumbnail change) {
        this.thumbnails = thumbnails;
        this.change = change;
    }

    /** @param fileName {@code icon.png}, by what the image is */
    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    public record PortableImage(String fileName, byte[] bytes) {}

    public Optional<PortableImage> out(Api api) {
        return thumbnails
                .find(api.id())
                .map(image -> new PortableImage(
                        switch (image.mediaType()) {
                            case "image/png" -> "icon.png";
                            case "image/jpeg" -> "icon.jpg";
                            case "image/gif" -> "icon.gif";
                            default -> "icon.svg";
                        },
                        image.bytes()));
    }

    @Transactional
    public void in(Api api, byte[] image, Caller caller) {
        change.put(api.id().toString(), Image.of(image), caller, null);
    }
}
