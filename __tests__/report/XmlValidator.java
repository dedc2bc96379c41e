import java.io.File;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** Validates XML files with the XSD of the first argument: prints what is wrong, a line each, and nothing when all are valid. */
class XmlValidator {
  public static void main(String[] arguments) throws Exception {
    var schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(new File(arguments[0]));
    for (int index = 1; index < arguments.length; index += 1) {
      try {
        schema.newValidator().validate(new StreamSource(new File(arguments[index])));
      } catch (SAXException problem) {
        System.out.println(new File(arguments[index]).getName() + ": " + problem.getMessage());
      }
    }
  }
}
