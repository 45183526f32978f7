package dev.tollgate.publisher.thumbnail;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Lets an SVG through that only draws: known elements, no script, no event handlers, no links, no animation, nothing that is
 * fetched, no document type and so no entities. What editors leave beside the drawing is passed over by its namespace.
 */
final class InertSvg {

    private static final int MAX_DEPTH = 100;
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final Set<String> DRAWING = Set.of(
            "svg",
            "g",
            "defs",
            "symbol",
            "use",
            "title",
            "desc",
            "metadata",
            "path",
            "rect",
            "circle",
            "ellipse",
            "line",
            "polyline",
            "polygon",
            "text",
            "tspan",
            "linearGradient",
            "radialGradient",
            "stop",
            "clipPath",
            "mask",
            "pattern",
            "marker",
            "style",
            "filter",
            "feGaussianBlur",
            "feOffset",
            "feBlend",
            "feColorMatrix",
            "feComposite",
            "feFlood",
            "feMerge",
            "feMergeNode",
            "feDropShadow",
            "switch");
    private static final Set<String> EDITORS = Set.of(
            "http://www.inkscape.org/namespaces/inkscape",
            "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "http://creativecommons.org/ns#",
            "http://web.resource.org/cc/",
            "http://purl.org/dc/elements/1.1/");
    // outside the document: url(…) but not url(#…), @import, and the old ways to run a style
    private static final Pattern LEADS_OUT = Pattern.compile(
            "url\\s*\\(\\s*['\"]?\\s*(?!['\"#\\s])|@import|image-set|expression\\s*\\(|-moz-binding|behavior\\s*:|\\\\");

    private InertSvg() {}

    static void check(byte[] bytes) {
        try {
            XMLStreamReader xml = reader(bytes);
            int depth = 0;
            boolean style = false;
            boolean drawing = false;
            var text = new StringBuilder();
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (++depth > MAX_DEPTH) {
                            throw bad("it is nested deeper than " + MAX_DEPTH);
                        }
                        if (style) {
                            throw bad("a style holds text alone");
                        }
                        if (!drawing && !(isSvg(xml) && xml.getLocalName().equals("svg"))) {
                            throw bad("its root is not an svg element of " + SVG);
                        }
                        drawing = true;
                        element(xml);
                        style = isSvg(xml) && xml.getLocalName().equals("style");
                        text.setLength(0);
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        if (style) {
                            style("style", text.toString());
                        }
                        style = false;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (style) {
                            text.append(xml.getText());
                        }
                    }
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw bad("a document type and entities are not taken");
                    case XMLStreamConstants.PROCESSING_INSTRUCTION ->
                        throw bad("processing instructions are not taken");
                    default -> {}
                }
            }
        } catch (XMLStreamException malformed) {
            throw bad("it is not well-formed XML");
        }
    }

    private static XMLStreamReader reader(byte[] bytes) throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        return factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
    }

    private static boolean isSvg(XMLStreamReader xml) {
        return SVG.equals(xml.getNamespaceURI());
    }

    private static void element(XMLStreamReader xml) {
        String name = xml.getLocalName();
        boolean known = isSvg(xml)
                ? DRAWING.contains(name)
                : xml.getNamespaceURI() != null && EDITORS.contains(xml.getNamespaceURI());
        if (!known) {
            throw bad("the element '" + shown(name) + "' is not taken");
        }
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attribute(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
    }

    private static void attribute(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("on")) {
            throw bad("the attribute '" + shown(name) + "' is not taken");
        }
        boolean link = lower.equals("href") || lower.equals("src") || lower.equals("base");
        if (link && !value.strip().startsWith("#")) {
            throw bad("'" + shown(name) + "' leads out of the image");
        }
        String folded = value.toLowerCase(Locale.ROOT);
        if (folded.contains("javascript:") || folded.contains("vbscript:")) {
            throw bad("the attribute '" + shown(name) + "' is not taken");
        }
        // paths and the like have no brackets or backslashes to look for
        if (folded.indexOf('(') >= 0 || lower.equals("style")) {
            style(name, value);
        }
    }

    private static void style(String where, String value) {
        if (LEADS_OUT.matcher(value.toLowerCase(Locale.ROOT)).find()) {
            throw bad("'" + shown(where) + "' leads out of the image");
        }
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private static RefusedException bad(String why) {
        return new RefusedException(CommonError.BAD_REQUEST, "file: the SVG is not taken: " + why + ".");
    }
}
