#include "services/gateway/store/textcolumn.h"

#include <QString>

#include <algorithm>

namespace gatehouse::gateway {

namespace {

bool isPlainAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > 0 && c < 0x80; });
}

std::string_view cut(std::string_view utf8, std::size_t limit)
{
    if (utf8.size() <= limit)
        return utf8;
    while (limit > 0 && (static_cast<unsigned char>(utf8[limit]) & 0xC0) == 0x80)
        --limit;
    return utf8.substr(0, limit);
}

} // namespace

std::string textColumn(std::string_view foreign, std::size_t limit)
{
    if (isPlainAscii(foreign))
        return std::string(foreign.substr(0, limit));
    QString text = QString::fromUtf8(foreign.data(), static_cast<qsizetype>(foreign.size()));
    text.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
    return std::string(cut(text.toStdString(), limit));
}

void makeTextColumn(std::string &foreign)
{
    if (foreign.size() > textColumnLimit || !isPlainAscii(foreign))
        foreign = textColumn(foreign);
}

} // namespace gatehouse::gateway
