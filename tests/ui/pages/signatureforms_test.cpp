#include "services/signing/scheme.h"
#include "ui/pages/tabs/signatureforms.h"

#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

class SignatureFormsTest : public QObject
{
    Q_OBJECT

private slots:
    void everySchemesHeaderIsFound_data()
    {
        QTest::addColumn<QString>("source");
        for (const auto &scheme : signing::makeSchemes()) {
            const QString source = QString::fromStdString(std::string(scheme->source()));
            QTest::newRow(qPrintable(source)) << source;
        }
    }

    void everySchemesHeaderIsFound()
    {
        QFETCH(QString, source);
        for (const auto &scheme : signing::makeSchemes()) {
            if (source.toStdString() != scheme->source())
                continue;
            HeaderList headers;
            for (const auto &[name, value] :
                 scheme->sign({"https://a.example/", {}, "{}"}, "c2VjcmV0", SystemClock().now()))
                headers.append({QString::fromStdString(name), QString::fromStdString(value)});
            const SignatureForm form = signatureForm(source, headers);
            QVERIFY(form.header.contains(u"signature"_s, Qt::CaseInsensitive)
                    || form.header.contains(u"hmac"_s, Qt::CaseInsensitive));
            QVERIFY(form.signedParts.contains(u"body"_s));
        }
    }

    void namesCompareWithoutCase()
    {
        QCOMPARE(signatureForm(u"stripe"_s, {{u"stripe-signature"_s, {}}}).header,
                 u"stripe-signature"_s);
    }

    void aSourceThatIsNotKnownHasNone()
    {
        QVERIFY(signatureForm(u"paypal"_s, {{u"Stripe-Signature"_s, {}}}).header.isEmpty());
        QVERIFY(signatureForm(u"stripe"_s, {}).header.isEmpty());
    }

    void theErrorSaysWhatItWasRefusedFor_data()
    {
        QTest::addColumn<QString>("error");
        QTest::addColumn<int>("expected");
        const auto add = [](const char *error, RefusedFor expected) {
            QTest::newRow(error) << QString::fromLatin1(error) << int(expected);
        };
        add("401 signature mismatch", RefusedFor::Signature);
        add("400 header missing", RefusedFor::Signature);
        add("401 timestamp skew", RefusedFor::Signature);
        add("401 token signature", RefusedFor::SomethingElse);
        add("415 unsupported media type", RefusedFor::SomethingElse);
        add("signature does not match", RefusedFor::Unknown);
        add("", RefusedFor::Unknown);
    }

    void theErrorSaysWhatItWasRefusedFor()
    {
        QFETCH(QString, error);
        QTEST(int(refusedFor(error)), "expected");
    }
};

QTEST_GUILESS_MAIN(SignatureFormsTest)
#include "signatureforms_test.moc"
