#include "tests/integration/support/program.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gatehouse::test;

/// `gatehousectl normalize` as a person uses it on saved payloads.
class NormalizeTest : public QObject
{
    Q_OBJECT

    struct Outcome
    {
        int exitCode = -1;
        QByteArray output;
        QByteArray errors;
        QJsonObject object() const { return QJsonDocument::fromJson(output).object(); }
    };

    static Outcome normalize(QStringList arguments)
    {
        Program command{builtProgram(QStringLiteral("gatehousectl"))};
        arguments.prepend(QStringLiteral("normalize"));
        Outcome outcome;
        outcome.exitCode = command.run(arguments);
        outcome.output = command.output();
        outcome.errors = command.errors();
        return outcome;
    }

    QTemporaryDir m_folder;

    QString saved(const QString &name, const QByteArray &content)
    {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("the payload could not be saved");
        return path;
    }

private slots:
    void theFoldersNameIsTheSource()
    {
        const QString file = saved(QStringLiteral("stripe/any name.json"),
                                   "{\"id\":\"evt_1\",\"type\":\"moon.landed\",\n \"n\":1.10}");
        const Outcome outcome = normalize({file, QStringLiteral("--json")});
        QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
        QVERIFY(outcome.output.endsWith("\"n\":1.10}}\n"));
        QCOMPARE(outcome.output.count('\n'), 1);
        QCOMPARE(outcome.object()[u"event_type"].toString(), QStringLiteral("moon.landed"));
        QCOMPARE(outcome.object()[u"tenant_id"].toString(), QStringLiteral("acme"));
    }

    void sourceTenantAndHeadersCanBeGiven()
    {
        const QString file = saved(QStringLiteral("elsewhere/push.json"), "{}");
        const Outcome outcome =
            normalize({file, QStringLiteral("--source"), QStringLiteral("github"),
                       QStringLiteral("--tenant"), QStringLiteral("globex"),
                       QStringLiteral("--header"), QStringLiteral("X-GitHub-Event: push"),
                       QStringLiteral("--header"), QStringLiteral("x-github-delivery:d-1")});
        QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
        QCOMPARE(outcome.object()[u"event_type"].toString(), QStringLiteral("push"));
        QCOMPARE(outcome.object()[u"tenant_id"].toString(), QStringLiteral("globex"));
        QVERIFY(outcome.output.startsWith("{\n    \"event_id\": "));
    }

    void aFixtureIsFilledInAndHasItsHeaders()
    {
        const QString file =
            saved(QStringLiteral("shopify/orders.create.json"), "{\"id\":{{serial}}}");
        const Outcome outcome = normalize({file, QStringLiteral("--json")});
        QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
        QCOMPARE(outcome.object()[u"event_type"].toString(), QStringLiteral("orders/create"));
        QVERIFY(!outcome.output.contains("{{"));
    }

    void aProvidersOwnBracesStay()
    {
        const QString file = saved(QStringLiteral("wpmedia/mail.json"),
                                   "{\"attachment_id\":\"7\",\"title\":\"Dear {{name}}\"}");
        const Outcome outcome = normalize({file, QStringLiteral("--json")});
        QVERIFY2(outcome.output.contains("Dear {{name}}"), outcome.errors.constData());
    }

    void aBatchIsALineForEachEvent()
    {
        const QString file =
            saved(QStringLiteral("hubspot/two.json"), "[{\"eventId\":1},{\"eventId\":2}]");
        QCOMPARE(normalize({file, QStringLiteral("--json")}).output.count('\n'), 2);
    }

    void whatCannotBeNormalizedIsExplained_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("explained");
        const auto row = [](const char *test, const char *name, QByteArray content,
                            const QStringList &options, const char *explained) {
            QTest::newRow(test) << QString::fromUtf8(name) << std::move(content) << options
                                << QByteArray(explained);
        };
        const QStringList none;
        const QString source = QStringLiteral("--source");
        row("no source", "elsewhere/a.json", "{}", none, "Add --source");
        row("unknown source", "stripe/a.json", "{}", {source, QStringLiteral("carrier")},
            "no source carrier");
        row("not JSON", "stripe/b.json", "id=1", none, "not JSON");
        row("empty", "stripe/c.json", "", none, "empty");
        row("no id", "stripe/d.json", "{\"type\":\"a.b\"}", none, "{/id}");
        row("header missing", "github/e.json", "{}", none, "--header");
        row("header without a name", "github/f.json", "{}",
            {QStringLiteral("--header"), QStringLiteral("push")}, "has no name");
        row("too large", "stripe/g.json", QByteArray(512 * 1024 + 1, ' '), none, "512 KiB");
    }
    void whatCannotBeNormalizedIsExplained()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(QStringList, options);
        QFETCH(QByteArray, explained);
        const Outcome outcome = normalize(QStringList{saved(name, content)} + options);
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY(outcome.output.isEmpty());
        QVERIFY2(outcome.errors.contains(explained), outcome.errors.constData());
    }

    void aFileThatIsNotThereIsExplained()
    {
        const Outcome outcome = normalize({QStringLiteral("/nowhere/stripe/a.json")});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.errors.contains("could not be read"), outcome.errors.constData());
    }

    void badUseIsExitCodeTwo()
    {
        QCOMPARE(normalize({}).exitCode, 2);
        QCOMPARE(normalize({QStringLiteral("a.json"), QStringLiteral("--colour")}).exitCode, 2);
    }
};

QTEST_GUILESS_MAIN(NormalizeTest)
#include "normalize_test.moc"
