#include "app/gatehousectl/jsonlayout.h"

#include <QTest>

using namespace gatehouse::cli;

class JsonLayoutTest : public QObject
{
    Q_OBJECT

private slots:
    void blanksGoAndNothingElse_data()
    {
        QTest::addColumn<QByteArray>("compact");
        QTest::newRow("{ \"a\" : [ 1.10 , -2e+05 ] }\n") << QByteArray("{\"a\":[1.10,-2e+05]}");
        QTest::newRow("{\"b\": \"x \\\" , y\", \"a\": {}}")
            << QByteArray("{\"b\":\"x \\\" , y\",\"a\":{}}");
        QTest::newRow("\"\\\\\" ") << QByteArray("\"\\\\\"");
        QTest::newRow(" 1e400 ") << QByteArray("1e400");
        QTest::newRow("[\t]") << QByteArray("[]");
    }
    void blanksGoAndNothingElse()
    {
        QFETCH(QByteArray, compact);
        QCOMPARE(compactJson(QTest::currentDataTag()), compact);
    }

    void aMemberALine()
    {
        QCOMPARE(indentedJson("{\"a\":[1.10,{\"b\":\"x,{\"}],\"c\":{},\"d\":[ ]}"),
                 QByteArray("{\n"
                            "    \"a\": [\n"
                            "        1.10,\n"
                            "        {\n"
                            "            \"b\": \"x,{\"\n"
                            "        }\n"
                            "    ],\n"
                            "    \"c\": {},\n"
                            "    \"d\": []\n"
                            "}"));
        QCOMPARE(indentedJson(" null "), QByteArray("null"));
    }

    void indentedTextIsTheSameDocument()
    {
        const QByteArray json("{\"a\":[[],[{}],\"]\"],\"b\":{\"c\":[1,2,{\"d\":null}]}}");
        const QByteArray indented = indentedJson({json.constData(), std::size_t(json.size())});
        QCOMPARE(compactJson({indented.constData(), std::size_t(indented.size())}), json);
    }
};

QTEST_GUILESS_MAIN(JsonLayoutTest)
#include "jsonlayout_test.moc"
