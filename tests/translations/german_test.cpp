#include "translations/translations.h"

#include <QDirIterator>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

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

    struct Declaration
    {
        QString name; ///< of the struct
        QString context; ///< that it declares
    };

    static QString bareName(const QString &context)
    {
        return context.section(QStringLiteral("::"), -1);
    }

    /// Q_DECLARE_TR_FUNCTIONS of all sources.
    static QList<Declaration> declarations()
    {
        static const QRegularExpression pattern(QStringLiteral(
            R"((?:struct|class) (\w+)[^;{}]*\{[^;{}]*Q_DECLARE_TR_FUNCTIONS\(([\w:]+)\))"));
        QList<Declaration> found;
        for (const char *room : {"app", "ui", "models", "services"}) {
            QDirIterator files(QStringLiteral(SOURCES) + u'/' + QString::fromLatin1(room),
                               {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                               QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                if (!file.open(QIODevice::ReadOnly))
                    continue;
                const QString text = QString::fromUtf8(file.readAll());
                for (auto match = pattern.globalMatch(text); match.hasNext();) {
                    const auto one = match.next();
                    found += {one.captured(1), one.captured(2)};
                }
            }
        }
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

    /// As the window asks: by the qualified name of the class.
    void aTextOfAClassInANamespaceIsFound()
    {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        gatehouse::installTranslation(*QCoreApplication::instance());
        QCOMPARE(QCoreApplication::translate("gatehouse::ui::TimelineTab", "Received"),
                 QStringLiteral("Empfangen"));
        QCOMPARE(QCoreApplication::translate("gatehouse::ui::MainWindow", "Settings"),
                 QStringLiteral("Einstellungen"));
    }

    void everyTextIsTranslated()
    {
        QStringList missing;
        for (const Message &message : std::as_const(m_messages)) {
            if (!message.finished)
                missing += message.context + QStringLiteral(": ") + message.source;
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
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

    /// lupdate loses a declared context where it does not know the class or the type that stands
    /// before a function: it then files the text under the bare name of the struct, where no
    /// look-up at run time finds it.
    void everyDeclaredContextHasItsTexts()
    {
        QSet<QString> filed;
        for (const Message &message : std::as_const(m_messages))
            filed += message.context;
        const QList<Declaration> declared = declarations();
        QVERIFY(declared.size() > 20);
        QSet<QString> contexts;
        for (const Declaration &declaration : declared)
            contexts += bareName(declaration.context);
        QSet<QString> lost;
        for (const auto &[name, context] : declared) {
            if (!filed.contains(context) && !filed.contains(bareName(context)))
                lost += context;
            if (filed.contains(name) && !contexts.contains(name))
                lost += name;
        }
        QVERIFY2(lost.isEmpty(), qPrintable(lost.values().join(QLatin1Char('\n'))));
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
