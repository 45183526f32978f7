package dev.tollgate.publisher.document;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of documents.
 *
 * @param maxText of one inline or Markdown document; the store searches all of it
 * @param maxFile of one file; {@code spring.servlet.multipart} must let it through
 * @param maxCount of one API's documents
 */
@Validated
@ConfigurationProperties("tollgate.publisher.document")
record DocumentProperties(
        @DefaultValue("1MB") @NotNull DataSize maxText,
        @DefaultValue("10MB") @NotNull DataSize maxFile,
        @DefaultValue("200") @Min(1) @Max(10_000) int maxCount) {}
