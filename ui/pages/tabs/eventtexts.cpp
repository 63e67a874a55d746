#include "ui/pages/tabs/eventtexts.h"

#include "models/collection/celltext.h"
#include "ui/collection/rowvalues.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct EventTextTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::EventTexts)
};

constexpr qsizetype longestBody = 4000; ///< characters of a ticket
constexpr qsizetype longestFact = 300;

QJsonValue jsonCell(const QVariant &value)
{
    if (!value.isValid())
        return QJsonValue::Null;
    const int type = value.userType();
    const bool isPlain =
        type == QMetaType::Bool || type == QMetaType::LongLong || type == QMetaType::Double;
    return isPlain ? QJsonValue::fromVariant(value) : QJsonValue(plainText(value));
}

QJsonArray headerPairs(const HeaderList &headers)
{
    QJsonArray pairs;
    for (const auto &[name, value] : headers)
        pairs.append(QJsonArray{name, value});
    return pairs;
}

bool isText(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes).toUtf8() == bytes;
}

/// Markdown takes none of these for markup behind a backslash (CommonMark 0.30, 2.4).
QString escapedMarkdown(const QString &text)
{
    static constexpr auto markup = "\\`*_{}[]()<>#+-.!|~&"_L1;
    QString escaped;
    for (const QChar character : collection::visibleText(text.left(longestFact))) {
        if (markup.contains(character))
            escaped += u'\\';
        escaped += character;
    }
    return escaped;
}

/// Longer than any run of backticks in it.
QString fenceFor(const QString &text)
{
    qsizetype longest = 2;
    qsizetype run = 0;
    for (const QChar character : text) {
        run = character == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return QString(longest + 1, u'`');
}

QString fencedBody(const QByteArray &body)
{
    const QString text = QString::fromUtf8(body);
    const QString shown = text.left(longestBody);
    const QLocale locale = collection::displayLocale();
    QString section =
        u'\n' + EventTextTexts::tr("Body, %1 bytes:").arg(locale.toString(body.size())) + "\n\n"_L1;
    const QString fence = fenceFor(shown);
    section += fence + u'\n' + shown + u'\n' + fence + u'\n';
    if (shown.size() < text.size())
        section += EventTextTexts::tr("… %1 more characters")
                       .arg(locale.toString(text.size() - shown.size()))
            + u'\n';
    return section;
}

} // namespace

QString eventAsJson(const collection::Descriptor &descriptor, const collection::Row &row,
                    const EventPayload &payload)
{
    const RowValues values(descriptor, row);
    QJsonObject cells;
    for (const QString &column : descriptor.readColumns())
        cells[column] = jsonCell(values.value(column));
    QJsonObject request{{u"url"_s, payload.requestUrl},
                        {u"headers"_s, headerPairs(payload.headers)}};
    if (payload.body && isText(*payload.body))
        request[u"body"_s] = QString::fromUtf8(*payload.body);
    else if (payload.body)
        request[u"body_base64"_s] = QString::fromLatin1(payload.body->toBase64());
    return QString::fromUtf8(
        QJsonDocument(QJsonObject{{u"row"_s, cells}, {u"request"_s, request}}).toJson());
}

QString eventAsMarkdown(const collection::Descriptor &descriptor, const collection::Row &row,
                        const EventPayload &payload)
{
    const RowValues values(descriptor, row);
    QString text = "### "_L1 + escapedMarkdown(values.headline() + u", "_s + values.status())
        + "\n\n| | |\n|---|---|\n"_L1;
    for (const QString &name : descriptor.readColumns()) {
        const collection::Column *column = descriptor.column(name);
        const QString value = values.text(name);
        if (column && !value.isEmpty())
            text += u"| %1 | %2 |\n"_s.arg(escapedMarkdown(column->title), escapedMarkdown(value));
    }
    return payload.body ? text + fencedBody(*payload.body) : text;
}

} // namespace gatehouse::ui
