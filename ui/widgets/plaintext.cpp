#include "ui/widgets/plaintext.h"

#include <QLocale>
#include <QStringDecoder>
#include <QTextDocument>

namespace gatehouse::widgets {
namespace {

using namespace Qt::StringLiterals;

bool isInvisible(char32_t c)
{
    if (c < 0x20)
        return c != U'\n' && c != U'\t';
    if (c < 0x7f)
        return false;
    const bool control = c <= 0x9f || c == 0xad || c == 0x61c || c == 0x180e || c == 0xfeff;
    const bool zeroWidth = (c >= 0x200b && c <= 0x200f) || (c >= 0x2060 && c <= 0x206f);
    const bool direction = c >= 0x2028 && c <= 0x202e;
    const bool surrogate = c >= 0xd800 && c <= 0xdfff;
    const bool tag = (c >= 0xe0000 && c <= 0xe007f) || (c >= 0xfff9 && c <= 0xfffb);
    return control || zeroWidth || direction || surrogate || tag || c == 0xffa0 || c == 0x3164;
}

QString controlName(char32_t c)
{
    switch (c) {
    case U'\r':
        return u"CR"_s;
    case 0x00:
        return u"NUL"_s;
    case 0x1b:
        return u"ESC"_s;
    case 0x7f:
        return u"DEL"_s;
    default:
        return u"U+%1"_s.arg(uint(c), 4, 16, QLatin1Char('0')).toUpper();
    }
}

void appendVisible(QString &text, char32_t c, bool oneLine)
{
    const QString mark = visibleMark(c);
    if (!mark.isEmpty())
        text += mark;
    else if (oneLine && (c == U'\n' || c == U'\t'))
        text += QLatin1Char(' ');
    else
        text += QChar::fromUcs4(c);
}

/// Length of the UTF-8 sequence at the start of `bytes`, 0 when it is not one.
qsizetype sequenceLength(QByteArrayView bytes)
{
    const auto at = [&](qsizetype i) { return uchar(bytes[i]); };
    const auto follows = [&](qsizetype i, uchar low = 0x80, uchar high = 0xbf) {
        return i < bytes.size() && at(i) >= low && at(i) <= high;
    };
    const uchar lead = at(0);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead <= 0xdf)
        return follows(1) ? 2 : 0;
    if (lead >= 0xe0 && lead <= 0xef) {
        const uchar low = lead == 0xe0 ? 0xa0 : 0x80; // not overlong
        const uchar high = lead == 0xed ? 0x9f : 0xbf; // not a surrogate
        return follows(1, low, high) && follows(2) ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        const uchar low = lead == 0xf0 ? 0x90 : 0x80;
        const uchar high = lead == 0xf4 ? 0x8f : 0xbf;
        return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

} // namespace

QString visibleMark(char32_t c)
{
    if (c >= 0xdc80 && c <= 0xdcff)
        return u"\u2039\\x%1\u203a"_s.arg(QString::number(uint(c) - 0xdc00, 16).toUpper());
    return isInvisible(c) ? u"\u2039%1\u203a"_s.arg(controlName(c)) : QString();
}

QString visibleText(QStringView text, qsizetype limit, bool oneLine)
{
    qsizetype kept = qMin(text.size(), limit);
    if (kept > 0 && kept < text.size() && text[kept - 1].isHighSurrogate())
        --kept;
    QString shown;
    shown.reserve(kept);
    for (qsizetype i = 0; i < kept; ++i) {
        char32_t c = text[i].unicode();
        if (text[i].isHighSurrogate() && i + 1 < kept && text[i + 1].isLowSurrogate()) {
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
            ++i;
        }
        appendVisible(shown, c, oneLine);
    }
    if (kept < text.size())
        shown += u"\u2026 +%1"_s.arg(QLocale().toString(text.size() - kept));
    return shown;
}

QString decoded(QByteArrayView bytes, qsizetype *firstBad)
{
    QString text;
    text.reserve(bytes.size());
    qsizetype good = 0; // start of the run that is UTF-8
    qsizetype bad = -1;
    for (qsizetype i = 0; i < bytes.size();) {
        const qsizetype length = sequenceLength(bytes.sliced(i));
        if (length > 0) {
            i += length;
            continue;
        }
        bad = bad < 0 ? i : bad;
        text += QString::fromUtf8(bytes.sliced(good, i - good));
        text += QChar(char16_t(0xdc00 + uchar(bytes[i])));
        good = ++i;
    }
    text += QString::fromUtf8(bytes.sliced(good));
    if (firstBad)
        *firstBad = bad;
    return text;
}

QString plainToolTip(QStringView text)
{
    return Qt::convertFromPlainText(visibleText(text, 2'000, false), Qt::WhiteSpaceNormal);
}

} // namespace gatehouse::widgets
