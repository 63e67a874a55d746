#include "ui/pages/tabs/curlcommand.h"

#include <algorithm>
#include <array>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

namespace {

bool isControl(QChar character)
{
    return character.category() == QChar::Other_Control
        || character.category() == QChar::Other_Format;
}

bool isPlain(const QString &text)
{
    return std::none_of(text.cbegin(), text.cend(), [](QChar character) {
        return isControl(character) && character != u'\n' && character != u'\t';
    });
}

QString quoted(QString text)
{
    text.replace(u'\'', "'\\''"_L1);
    return u'\'' + text + u'\'';
}

/// For printf's %b: what is no printable ASCII character as \0ooo.
QString escaped(const QByteArray &bytes)
{
    QString text;
    text.reserve(bytes.size());
    for (const char byte : bytes) {
        if (byte >= ' ' && byte <= '~' && byte != '\\' && byte != '\'')
            text += QLatin1Char(byte);
        else
            text += u"\\0%1"_s.arg(int(static_cast<uchar>(byte)), 3, 8, QLatin1Char('0'));
    }
    return text;
}

/// printf is built into the shell and so takes a body of any length, which an argument of curl's
/// would not.
QString bodyCommand(const QByteArray &body)
{
    const QString text = QString::fromUtf8(body);
    if (text.toUtf8() == body && isPlain(text))
        return "printf '%s' "_L1 + quoted(text);
    return "printf '%b' '"_L1 + escaped(body) + u'\'';
}

/// Of the connection that it came by, not of the request.
bool belongsToConnection(const QString &name)
{
    constexpr std::array names{"host"_L1,       "content-length"_L1, "connection"_L1,
                               "keep-alive"_L1, "expect"_L1,         "transfer-encoding"_L1};
    return std::any_of(names.begin(), names.end(), [&](QLatin1StringView known) {
        return name.compare(known, Qt::CaseInsensitive) == 0;
    });
}

bool canBeSent(const QPair<QString, QString> &header)
{
    return !belongsToConnection(header.first) && header.second != "[redacted]"_L1
        && isPlain(header.first + header.second);
}

HeaderList withReplaced(HeaderList headers, const HeaderList &added)
{
    headers.removeIf([&added](const QPair<QString, QString> &header) {
        return std::any_of(added.begin(), added.end(), [&header](const auto &other) {
            return other.first.compare(header.first, Qt::CaseInsensitive) == 0;
        });
    });
    return headers + added;
}

} // namespace

QString curlCommand(const EventPayload &event, const HeaderList &added)
{
    QString command = bodyCommand(event.body.value_or(QByteArray())) + " | curl -sS -X POST "_L1;
    command += quoted(isPlain(event.requestUrl) ? event.requestUrl : QString());
    for (const QPair<QString, QString> &header : withReplaced(event.headers, added)) {
        if (canBeSent(header))
            command += " \\\n  -H "_L1 + quoted(header.first + ": "_L1 + header.second);
    }
    return command + " \\\n  --data-binary @-"_L1;
}

} // namespace gatehouse::ui
