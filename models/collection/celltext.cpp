#include "models/collection/celltext.h"

#include "models/collection/statuswords.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace gatehouse::collection {

using namespace Qt::StringLiterals;

namespace {

struct CellTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::collection::CellText)
};

/// Characters that hide, reorder or break what stands around them. The joiners U+200C and U+200D
/// stay: scripts and emoji need them.
bool mustBeShown(char32_t c)
{
    const bool isControl = c < 0x20 || (c >= 0x7F && c <= 0x9F);
    const bool isBidi = c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
    const bool isInvisible = c == 0xAD || c == 0x200B || (c >= 0x2060 && c <= 0x2065)
        || (c >= 0x206A && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB)
        || (c >= 0xE0000 && c <= 0xE0FFF);
    const bool breaksLine = c == 0x2028 || c == 0x2029;
    return isControl || isBidi || isInvisible || breaksLine || QChar::isSurrogate(c);
}

void appendShown(QString &out, char32_t c)
{
    if (c == u'\n')
        out += u'⏎';
    else if (c == u'\t')
        out += u'⇥';
    else
        out += u"⟨U+%1⟩"_s.arg(uint(c), 4, 16, QLatin1Char('0')).toUpper();
}

/// Code points, where an unpaired surrogate stands for itself.
char32_t nextCodePoint(QStringView text, qsizetype &at)
{
    const QChar first = text[at++];
    if (first.isHighSurrogate() && at < text.size() && text[at].isLowSurrogate())
        return QChar::surrogateToUcs4(first, text[at++]);
    return first.unicode();
}

/// Does not cut a surrogate pair in two.
QStringView firstCharacters(QStringView text, qsizetype limit)
{
    if (text.size() <= limit)
        return text;
    return text.left(text[limit - 1].isHighSurrogate() ? limit - 1 : limit);
}

Timestamp timestampOf(const QDateTime &time)
{
    return Timestamp(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

QString numberText(const QVariant &value, const QLocale &locale)
{
    if (value.userType() == QMetaType::Double)
        return locale.toString(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    bool isWhole = false;
    const qint64 whole = value.toLongLong(&isWhole);
    return isWhole ? locale.toString(whole) : visibleText(value.toString());
}

QString booleanText(const QVariant &value)
{
    return value.toBool() ? CellTexts::tr("yes") : CellTexts::tr("no");
}

QString plainText(const QVariant &value)
{
    if (value.userType() == QMetaType::QByteArray)
        return QString::fromLatin1(value.toByteArray().left(displayLimit).toHex());
    if (value.userType() == QMetaType::QVariantList)
        return value.toStringList().join(", "_L1);
    return value.toString();
}

bool isPlain(CellKind kind)
{
    return kind == CellKind::Text || kind == CellKind::Mono || kind == CellKind::Hex
        || kind == CellKind::Path;
}

bool isDelivery(const QVariant &direction)
{
    return direction.toString() == "delivery"_L1;
}

QString nullText(CellKind kind)
{
    const bool isText = isPlain(kind) || kind == CellKind::Status || kind == CellKind::Direction;
    return isText ? QString() : u"–"_s;
}

} // namespace

QString visibleText(QStringView text)
{
    QString shown;
    shown.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        if (text[at] == u'\r' && at + 1 < text.size() && text[at + 1] == u'\n')
            ++at;
        const char32_t c = nextCodePoint(text, at);
        if (mustBeShown(c))
            appendShown(shown, c);
        else
            shown += QChar::fromUcs4(c);
    }
    return shown;
}

QString cellText(CellKind kind, const QVariant &value, const TextStyle &style)
{
    if (!value.isValid() || value.isNull())
        return nullText(kind);
    switch (kind) {
    case CellKind::Status:
        return statusTitle(value.toString());
    case CellKind::Time:
        return relativeTime(timestampOf(value.toDateTime()), style.now, style.locale);
    case CellKind::Due:
        return dueText(timestampOf(value.toDateTime()), style.now, style.locale);
    case CellKind::TimeOfDay:
        return value.toDateTime().toTimeZone(style.zone).toString(u"HH:mm:ss.zzz"_s);
    case CellKind::Number:
        return numberText(value, style.locale);
    case CellKind::Milliseconds:
        return durationText(value.toDouble(), style.locale);
    case CellKind::Bytes:
        return sizeText(value.toLongLong(), style.locale);
    case CellKind::Dollars:
        return dollarText(value.toDouble(), style.locale);
    case CellKind::Boolean:
        return booleanText(value);
    case CellKind::Direction:
        return isDelivery(value) ? u"↑"_s : u"↓"_s;
    case CellKind::Text:
    case CellKind::Mono:
    case CellKind::Hex:
    case CellKind::Path:
        break;
    }
    const QString text = plainText(value);
    const QStringView kept = firstCharacters(text, displayLimit);
    return kept.size() == text.size() ? visibleText(text) : visibleText(kept) + u'…';
}

QString cellDetail(CellKind kind, const QVariant &value, const TextStyle &style)
{
    if (!value.isValid() || value.isNull())
        return {};
    if (kind == CellKind::Time || kind == CellKind::TimeOfDay || kind == CellKind::Due)
        return exactTime(value.toDateTime(), style.zone);
    if (kind == CellKind::Bytes)
        return CellTexts::tr("%1 bytes").arg(style.locale.toString(value.toLongLong()));
    if (kind == CellKind::Direction)
        return isDelivery(value) ? CellTexts::tr("delivered") : CellTexts::tr("came in");
    if (!isPlain(kind))
        return {};
    const QString text = plainText(value);
    const QStringView kept = firstCharacters(text, toolTipLimit);
    if (kept.size() == text.size())
        return visibleText(text);
    return visibleText(kept) + u'\n'
        + CellTexts::tr("… %1 more characters")
              .arg(style.locale.toString(text.size() - kept.size()));
}

QString escapedToolTip(const QString &plain)
{
    if (plain.isEmpty())
        return {};
    return "<div>"_L1 + plain.toHtmlEscaped().replace(u'\n', "<br/>"_L1) + "</div>"_L1;
}

QString relativeTime(Timestamp then, Timestamp now, const QLocale &locale)
{
    const bool isAhead = then > now;
    const qint64 seconds =
        std::chrono::duration_cast<std::chrono::seconds>(isAhead ? then - now : now - then).count();
    QString span;
    if (seconds < 60)
        span = CellTexts::tr("%1 s", "seconds").arg(locale.toString(seconds));
    else if (seconds < 3600)
        span = CellTexts::tr("%1 min", "minutes").arg(locale.toString(seconds / 60));
    else if (seconds < 86400)
        span = CellTexts::tr("%1 h", "hours").arg(locale.toString(seconds / 3600));
    else
        span = CellTexts::tr("%1 d", "days").arg(locale.toString(seconds / 86400));
    return isAhead && seconds > 0 ? CellTexts::tr("in %1", "a span of time").arg(span) : span;
}

QString dueText(Timestamp due, Timestamp now, const QLocale &locale)
{
    constexpr std::chrono::hours day{24};
    if (due > now + day)
        return relativeTime(due, now, locale);
    if (due > now - day)
        return CellTexts::tr("today");
    return CellTexts::tr("%1 overdue", "a span of time").arg(relativeTime(due, now, locale));
}

QString exactTime(const QDateTime &time, const QTimeZone &zone)
{
    const QDateTime local = time.toTimeZone(zone);
    return local.toString(u"yyyy-MM-dd HH:mm:ss.zzz "_s) + local.timeZoneAbbreviation();
}

QString durationText(double milliseconds, const QLocale &locale)
{
    if (!std::isfinite(milliseconds))
        return u"–"_s;
    const double size = std::abs(milliseconds);
    if (size >= 999.5)
        return CellTexts::tr("%1 s", "seconds").arg(locale.toString(milliseconds / 1000, 'f', 2));
    return CellTexts::tr("%1 ms", "milliseconds")
        .arg(locale.toString(milliseconds, 'f', size < 9.95 ? 1 : 0));
}

QString sizeText(qint64 bytes, const QLocale &locale)
{
    return locale.formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString dollarText(double amount, const QLocale &locale)
{
    constexpr int mostDecimals = 6;
    const double size = std::abs(amount);
    const int decimals = size == 0 || size >= 0.01
        ? 2
        : std::min(mostDecimals, 1 - static_cast<int>(std::floor(std::log10(size))));
    return locale.toCurrencyString(amount, u"$"_s, decimals);
}

QLocale displayLocale()
{
    const QLocale locale;
    return locale.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedStates)
                                           : locale;
}

} // namespace gatehouse::collection
