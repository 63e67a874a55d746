#include "services/patch/jsonpatch.h"

#include <QTest>

namespace gatehouse::test {

class JsonPatchTest : public QObject
{
    Q_OBJECT

private slots:
    void aPatchIsApplied_data()
    {
        QTest::addColumn<QString>("document");
        QTest::addColumn<QString>("operations");
        QTest::addColumn<QString>("result"); // empty: cannot be done
        const auto row = [](const char *name, const char *document, const char *operations,
                            const char *result) {
            QTest::newRow(name) << document << operations << result;
        };
        row("add", "{\"a\":1.10}", "[{\"op\":\"add\",\"path\":\"/b\",\"value\":[1]}]",
            "{\"a\":1.10,\"b\":[1]}");
        row("insert", "[1,3]", "[{\"op\":\"add\",\"path\":\"/1\",\"value\":2}]", "[1,2,3]");
        row("append", "[1]", "[{\"op\":\"add\",\"path\":\"/-\",\"value\":2}]", "[1,2]");
        row("remove", "{\"a\":1,\"b\":2}", "[{\"op\":\"remove\",\"path\":\"/a\"}]", "{\"b\":2}");
        row("replace", "{\"a\":{\"b\":1}}",
            "[{\"op\":\"replace\",\"path\":\"/a/b\",\"value\":null}]", "{\"a\":{\"b\":null}}");
        row("move", "{\"a\":1}", "[{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/b\"}]",
            "{\"b\":1}");
        row("copy", "{\"a\":1}", "[{\"op\":\"copy\",\"from\":\"/a\",\"path\":\"/b\"}]",
            "{\"a\":1,\"b\":1}");
        row("test", "{\"a\":1}", "[{\"op\":\"test\",\"path\":\"/a\",\"value\":1.0}]", "{\"a\":1}");
        row("escapes", "{\"a/b\":1,\"m~n\":2}",
            "[{\"op\":\"remove\",\"path\":\"/a~1b\"},{\"op\":\"remove\",\"path\":\"/m~0n\"}]",
            "{}");
        row("whole", "{}", "[{\"op\":\"replace\",\"path\":\"\",\"value\":[]}]", "[]");
        row("test fails", "{\"a\":1}", "[{\"op\":\"test\",\"path\":\"/a\",\"value\":\"1\"}]", "");
        row("nothing there", "{}", "[{\"op\":\"remove\",\"path\":\"/a\"}]", "");
        row("beyond the end", "[]", "[{\"op\":\"add\",\"path\":\"/1\",\"value\":1}]", "");
        row("leading zero", "[1,2]", "[{\"op\":\"remove\",\"path\":\"/01\"}]", "");
        row("into itself", "{\"a\":{}}", "[{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/a/b\"}]",
            "");
        row("unknown", "{}", "[{\"op\":\"merge\",\"path\":\"/a\",\"value\":1}]", "");
        row("no list", "{}", "{}", "");
        row("no JSON", "hello", "[]", "");
    }
    void aPatchIsApplied()
    {
        QFETCH(QString, document);
        QFETCH(QString, operations);
        QFETCH(QString, result);
        const auto made = patch::patched(document.toStdString(), operations.toStdString());
        QCOMPARE(made.has_value(), !result.isEmpty());
        if (made)
            QCOMPARE(QString::fromStdString(*made), result);
    }

    void anOperationThatIsNoneIsNamed_data()
    {
        QTest::addColumn<QString>("operations");
        QTest::addColumn<QString>("problem"); // empty: there is none
        const auto row = [](const char *name, const char *operations, const char *problem) {
            QTest::newRow(name) << operations << problem;
        };
        row("none", "[]", "");
        row("of a document that is not there", "[{\"op\":\"remove\",\"path\":\"/a\"}]", "");
        row("no list", "{}", "This is no JSON patch: it has to be a list of operations.");
        row("a number", "[1]",
            "Operation 1 of the patch cannot be done: it is no object with “op” and “path”.");
        row("the second", "[{\"op\":\"remove\",\"path\":\"/a\"},{\"path\":\"/a\"}]",
            "Operation 2 of the patch cannot be done: it needs “op” and a “path” such as "
            "/data/id.");
        row("without a value", "[{\"op\":\"add\",\"path\":\"/a\"}]",
            "Operation 1 of the patch cannot be done: “add” needs a “value”.");
        row("unknown", "[{\"op\":\"merge\",\"path\":\"/a\"}]",
            "Operation 1 of the patch cannot be done: “merge” is no operation.");
    }
    void anOperationThatIsNoneIsNamed()
    {
        QFETCH(QString, operations);
        QFETCH(QString, problem);
        const auto checked = patch::checkPatch(operations.toStdString());
        QCOMPARE(checked ? QString() : checked.error().message, problem);
    }

    /// Each of these is small, and what it asks for is not.
    void aPatchThatGrowsWithoutEndIsRefused_data()
    {
        QTest::addColumn<std::string>("operation");
        QTest::newRow("doubled again and again")
            << std::string("{\"op\":\"copy\",\"from\":\"\",\"path\":\"/NAME\"}");
        QTest::newRow("deeper and deeper")
            << std::string("{\"op\":\"copy\",\"from\":\"\",\"path\":\"/a\"}");
        QTest::newRow("many operations")
            << std::string("{\"op\":\"test\",\"path\":\"/x\",\"value\":1}");
    }
    void aPatchThatGrowsWithoutEndIsRefused()
    {
        QFETCH(std::string, operation);
        std::string operations;
        for (int i = 0; i < 10'001; ++i) {
            std::string one = operation;
            if (const auto name = one.find("NAME"); name != std::string::npos)
                one.replace(name, 4, 'a' + std::to_string(i));
            operations += (i == 0 ? "" : ",") + one;
        }
        QVERIFY(!patch::patched("{\"x\":1}", '[' + operations + ']'));
    }

    void whatOnlyWritesReadsNothing()
    {
        const auto made = [](const char *operation) {
            return patch::patched("{\"a\":1}", operation, patch::Allowed::Writes).has_value();
        };
        QVERIFY(!made("[{\"op\":\"copy\",\"from\":\"/a\",\"path\":\"/b\"}]"));
        QVERIFY(!made("[{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/b\"}]"));
        QVERIFY(!made("[{\"op\":\"test\",\"path\":\"/a\",\"value\":1}]"));
        QVERIFY(made("[{\"op\":\"add\",\"path\":\"/b\",\"value\":1}]"));
    }

    void whatChangedIsFound_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const char *left, const char *right,
                            const char *found) { QTest::newRow(name) << left << right << found; };
        row("blanks and order", "{\"a\":1,\"b\":[]}", "{ \"b\": [ ], \"a\": 1 }", "[]");
        row("escapes", "{\"a\":\"\\u0041\"}", "{\"a\":\"A\"}", "[]");
        row("a number as it is written", "{\"a\":1}", "{\"a\":1.0}",
            "[{\"op\":\"replace\",\"path\":\"/a\",\"value\":1.0}]");
        row("a large number", "{\"a\":12345678901234567890}", "{\"a\":12345678901234567891}",
            "[{\"op\":\"replace\",\"path\":\"/a\",\"value\":12345678901234567891}]");
        row("a member more and one less", "{\"a\":1}", "{\"b\":2}",
            "[{\"op\":\"remove\",\"path\":\"/a\"},{\"op\":\"add\",\"path\":\"/b\",\"value\":2}]");
        row("a name with slash and tilde", "{\"a/b~\":1}", "{}",
            "[{\"op\":\"remove\",\"path\":\"/a~1b~0\"}]");
        row("one taken out of a list", "[1,2,3]", "[1,3]", "[{\"op\":\"remove\",\"path\":\"/1\"}]");
        row("one put into a list", "[1,3]", "[1,2,3]",
            "[{\"op\":\"add\",\"path\":\"/1\",\"value\":2}]");
        row("one in a list", "[{\"a\":1},{\"a\":2}]", "[{\"a\":1},{\"a\":3}]",
            "[{\"op\":\"replace\",\"path\":\"/1/a\",\"value\":3}]");
        row("another kind", "{\"a\":[1]}", "{\"a\":{}}",
            "[{\"op\":\"replace\",\"path\":\"/a\",\"value\":{}}]");
        row("all of it", "1", "[]", "[{\"op\":\"replace\",\"path\":\"\",\"value\":[]}]");
    }
    void whatChangedIsFound()
    {
        QFETCH(QString, left);
        QFETCH(QString, right);
        QFETCH(QString, found);
        const auto changes = patch::changesBetween(left.toStdString(), right.toStdString());
        QVERIFY(changes.has_value());
        QCOMPARE(QString::fromStdString(patch::patchOf(*changes)), found);
    }

    void whatIsFoundMakesTheOtherDocument_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::newRow("lists that shrink") << "{\"l\":[1,2,3,4,5]}"
                                           << "{\"l\":[1,9,5]}";
        QTest::newRow("lists that grow") << "{\"l\":[1,5]}"
                                         << "{\"l\":[1,2,3,[4],5]}";
        QTest::newRow("all gone") << "[1,2,3]"
                                  << "[]";
        QTest::newRow("a name twice") << "{\"a\":1,\"a\":2}"
                                      << "{\"a\":3}";
        QTest::newRow("nested") << "{\"a\":{\"b\":[{\"c\":1},{\"c\":2}]},\"d\":null}"
                                << "{\"a\":{\"b\":[{\"c\":2}],\"e\":true}}";
    }
    void whatIsFoundMakesTheOtherDocument()
    {
        QFETCH(QString, left);
        QFETCH(QString, right);
        const auto changes = patch::changesBetween(left.toStdString(), right.toStdString());
        QVERIFY(changes.has_value());
        const auto made = patch::patched(left.toStdString(), patch::patchOf(*changes));
        QVERIFY2(made.has_value(), made ? "" : qPrintable(made.error().message));
        const auto rest = patch::changesBetween(*made, right.toStdString());
        QVERIFY(rest && rest->empty());
    }

    void whatIsNoJsonHasNoChanges()
    {
        QVERIFY(!patch::changesBetween("{}", "{").has_value());
        QVERIFY(!patch::changesBetween("hello", "{}").has_value());
    }
};

} // namespace gatehouse::test

QTEST_APPLESS_MAIN(gatehouse::test::JsonPatchTest)
#include "jsonpatch_test.moc"
