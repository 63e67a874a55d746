#include "ui/shell/counttext.h"

#include <QCoreApplication>
#include <QLocale>

namespace gatehouse::ui {

namespace {

/// The C locale groups no digits; people's text is English there.
QLocale locale()
{
    const QLocale own;
    return own.language() == QLocale::C ? QLocale(QLocale::English) : own;
}

QString scaled(double value, QLatin1String unit)
{
    return locale().toString(value, 'f', value < 100 ? 1 : 0) + unit;
}

/// A title as it stands in the middle of a sentence: only some languages write it small there, and
/// none an abbreviation ("JWT keys").
QString withinSentence(const QString &title)
{
    const bool isAbbreviation = title.size() > 1 && title[1].isUpper();
    const bool isSmall = locale().language() == QLocale::English && !isAbbreviation;
    return isSmall ? locale().toLower(title) : title;
}

} // namespace

QString countText(qint64 count)
{
    return locale().toString(count);
}

QString shortCount(const PageCount &count)
{
    if (!count.known)
        return QStringLiteral("–");
    const auto rows = static_cast<double>(count.rows);
    if (count.rows >= 1'000'000'000)
        return scaled(rows / 1e9, QLatin1String("G"));
    if (count.rows >= 1'000'000)
        return scaled(rows / 1e6, QLatin1String("M"));
    return locale().toString(count.rows);
}

QString markedCount(const PageCount &count)
{
    const bool isEstimate = count.known && !count.isExact;
    return isEstimate ? u'~' + shortCount(count) : shortCount(count);
}

QString longCount(const PageCount &count)
{
    if (!count.known)
        return QCoreApplication::translate("PageCount", "not known");
    return count.isExact
        ? QCoreApplication::translate("PageCount", "%1 (exact)").arg(shortCount(count))
        : QCoreApplication::translate("PageCount", "%1 (estimate)").arg(shortCount(count));
}

QString countText(const PageCount &count, const QString &singular, const QString &plural)
{
    const bool isOne = count.known && count.rows == 1;
    const QString noun = isOne ? singular : withinSentence(plural);
    if (!count.known)
        return QCoreApplication::translate("PageCount", "– %1: no answer").arg(noun);
    return count.isExact
        ? QCoreApplication::translate("PageCount", "%1 %2 (exact)").arg(shortCount(count), noun)
        : QCoreApplication::translate("PageCount", "%1 %2 (estimate)").arg(shortCount(count), noun);
}

} // namespace gatehouse::ui
