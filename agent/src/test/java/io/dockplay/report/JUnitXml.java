package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * A document as a CI system reads it.
 *
 * @param document valid against junit.xsd
 */
public record JUnitXml(Document document) {

    /** Reads a document, which has to be valid and to count right. */
    public static JUnitXml of(String text) throws Exception {
        Document document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)));
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(JUnitXml.class.getResource("junit.xsd"))
                .newValidator()
                .validate(new DOMSource(document));
        JUnitXml xml = new JUnitXml(document);
        for (Element of : xml.all("testsuites", "testsuite")) {
            assertThat(of.getAttribute("tests")).isEqualTo(count(of, "testcase"));
            assertThat(of.getAttribute("failures")).isEqualTo(count(of, "failure"));
            assertThat(of.getAttribute("errors")).isEqualTo(count(of, "error"));
            assertThat(of.getAttribute("skipped")).isEqualTo(count(of, "skipped"));
        }
        return xml;
    }

    private static String count(Element of, String name) {
        return String.valueOf(of.getElementsByTagName(name).getLength());
    }

    private List<Element> all(String... names) {
        return List.of(names).stream()
                .flatMap(name -> elements(document.getElementsByTagName(name)).stream())
                .toList();
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    /** {@code web1: Install docker: failure}, of each test case in order; {@code passed} where nothing is wrong. */
    public List<String> cases() {
        return all("testcase").stream()
                .map(one -> ((Element) one.getParentNode()).getAttribute("hostname") + ": " + one.getAttribute("name")
                        + ": "
                        + elements(one.getElementsByTagName("*")).stream()
                                .map(Element::getTagName)
                                .filter(name -> !name.equals("system-out"))
                                .findFirst()
                                .orElse("passed"))
                .toList();
    }

    /** The one element of a name. */
    public Element only(String name) {
        assertThat(all(name)).as(name).hasSize(1);
        return all(name).get(0);
    }
}
