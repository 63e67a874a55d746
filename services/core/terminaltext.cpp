#include "services/core/terminaltext.h"

#include <QStringList>

namespace gatehouse {

QString harmlessText(const QString &text)
{
    QString harmless;
    harmless.reserve(text.size());
    for (const char32_t c : text.toUcs4()) {
        if (QChar::isPrint(c))
            harmless += QChar::fromUcs4(c);
        else
            harmless += QChar::ReplacementCharacter;
    }
    return harmless;
}

QString terminalText(const Error &error)
{
    QString text = harmlessText(error.message.simplified());
    for (const QString &line : error.detail.split(u'\n')) {
        if (!line.trimmed().isEmpty())
            text += QStringLiteral("\n  ") + harmlessText(line.trimmed());
    }
    return text;
}

} // namespace gatehouse
