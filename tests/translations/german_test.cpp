#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>

/// The German translation would work: the proof that texts can be translated.
class GermanTest : public QObject
{
    Q_OBJECT

    struct Message
    {
        QString context, source, translation;
        bool finished = true;
    };
    QList<Message> m_messages;

    static void readMessage(QXmlStreamReader &xml, Message &message)
    {
        while (xml.readNextStartElement()) {
            if (xml.name() == u"source") {
                message.source = xml.readElementText();
            } else if (xml.name() == u"translation") {
                message.finished = xml.attributes().value(QLatin1String("type")) != u"unfinished";
                message.translation = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            } else {
                xml.skipCurrentElement();
            }
        }
    }

    static QStringList placeholders(const QString &text)
    {
        static const QRegularExpression pattern(QStringLiteral("%(?:L?\\d|Ln|n)"));
        QStringList found;
        for (auto it = pattern.globalMatch(text); it.hasNext();)
            found += it.next().captured();
        found.removeDuplicates();
        found.sort();
        return found;
    }

private slots:
    void initTestCase()
    {
        QFile file(QStringLiteral(TS_FILE));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString context;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement() && xml.name() == u"name")
                context = xml.readElementText();
            if (xml.isStartElement() && xml.name() == u"message") {
                Message message{context, {}, {}, true};
                readMessage(xml, message);
                m_messages += message;
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(m_messages.size() > 100);
    }

    void finishedTextsAreNotEmpty()
    {
        for (const Message &message : std::as_const(m_messages))
            QVERIFY2(!message.finished || !message.translation.trimmed().isEmpty(),
                     qPrintable(message.source));
    }

    void mostOfTheWindowIsTranslated()
    {
        const auto translated =
            std::count_if(m_messages.cbegin(), m_messages.cend(),
                          [](const Message &message) { return message.finished; });
        QVERIFY2(translated >= 60, qPrintable(QString::number(translated)));
    }

    void placeholdersAreKept()
    {
        for (const Message &message : std::as_const(m_messages)) {
            if (!message.finished)
                continue;
            // A plural form may leave its number out, so only what is numbered must match.
            QStringList wanted = placeholders(message.source);
            QStringList given = placeholders(message.translation);
            for (const char *number : {"%n", "%Ln"}) {
                wanted.removeAll(QLatin1String(number));
                given.removeAll(QLatin1String(number));
            }
            QVERIFY2(wanted == given,
                     qPrintable(message.source + QStringLiteral(" -> ") + message.translation));
        }
    }

    /// tr() in a free function is filed under a namespace, where no look-up at run time finds it.
    void noTextIsFiledUnderANamespace()
    {
        for (const Message &message : std::as_const(m_messages)) {
            const QString last = message.context.section(QStringLiteral("::"), -1);
            QVERIFY2(!last.isEmpty() && last != QLatin1String("gatehouse")
                         && last != QLatin1String("ui") && last != QLatin1String("gateway"),
                     qPrintable(message.context + QStringLiteral(": ") + message.source));
        }
    }
};

QTEST_GUILESS_MAIN(GermanTest)
#include "german_test.moc"
