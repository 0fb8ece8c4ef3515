import java.io.FileInputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Prints each breach of PDF/UA-1 (ISO 14289-1) in the files named: file, clause and test, what is wrong, where. */
class Validate {
    public static void main(String[] files) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            try (FileInputStream content = new FileInputStream(file);
                    PDFAParser parser = Foundries.defaultInstance().createParser(content, PDFAFlavour.PDFUA_1);
                    PDFAValidator validator =
                            Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false)) {
                for (TestAssertion breach : validator.validate(parser).getTestAssertions()) {
                    System.out.println(String.join(
                            "\t",
                            file,
                            breach.getRuleId().getClause() + "-" + breach.getRuleId().getTestNumber(),
                            String.valueOf(breach.getErrorMessage()),
                            breach.getLocation().getContext()));
                }
            }
            System.out.println(file + "\tvalidated");
        }
    }
}
