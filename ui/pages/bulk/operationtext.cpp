#include "ui/pages/bulk/operationtext.h"

#include "models/collection/celltext.h"
#include "ui/shell/counttext.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/timescale.h"

#include <QCoreApplication>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using bulk::Operation;
using bulk::Pace;

namespace {

constexpr int longestReason = 200;
constexpr qsizetype saidRates = 12;

struct OperationTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::OperationTexts)
};

QString stateSentence(const Operation &operation)
{
    const QString why = widgets::visibleText(operation.stateReason, longestReason);
    if (operation.state == u"stopped"_s)
        return OperationTexts::tr("Stopped by itself: %1").arg(why);
    if (operation.state == u"paused"_s)
        return OperationTexts::tr("Paused: %1").arg(why);
    if (operation.state == u"cancelled"_s)
        return OperationTexts::tr("Cancelled: %1").arg(why);
    return {};
}

QString rateText(double perSecond)
{
    return collection::displayLocale().toString(perSecond, 'f', perSecond < 10 ? 1 : 0);
}

QString momentText(Timestamp time, const QTimeZone &zone)
{
    return widgets::stepText(time, {TimeStep::Unit::Second, 1}, zone, false);
}

/// "1, 2, 5, 10": each once where it stands beside itself.
QString plannedRates(const Pace &pace)
{
    QStringList rates;
    for (const Pace::Step &step : pace.plan) {
        const QString rate = countText(step.perSecond);
        if (rates.isEmpty() || rates.last() != rate)
            rates += rate;
    }
    if (rates.size() > saidRates)
        rates = rates.mid(0, saidRates) + QStringList{u"…"_s};
    return rates.join(u", "_s);
}

} // namespace

QString bulkActionTitle(const QString &action)
{
    if (action == u"reenqueue"_s)
        return OperationTexts::tr("Re-enqueue");
    if (action == u"retry"_s)
        return OperationTexts::tr("Retry");
    if (action == u"discard"_s)
        return OperationTexts::tr("Discard");
    if (action == u"cancel"_s)
        return OperationTexts::tr("Cancel");
    return widgets::visibleText(action, longestReason);
}

QString troubleText(const Operation &operation)
{
    QStringList parts;
    if (operation.failed > 0)
        parts += OperationTexts::tr("%1 failed").arg(countText(operation.failed));
    if (operation.deadAgain > 0)
        parts += OperationTexts::tr("%1 dead again").arg(countText(operation.deadAgain));
    if (operation.waiting > 0)
        parts += OperationTexts::tr("%1 waiting for another try").arg(countText(operation.waiting));
    if (operation.notEligible > 0)
        parts += OperationTexts::tr("%1 left out").arg(countText(operation.notEligible));
    if (operation.skipped > 0)
        parts += OperationTexts::tr("%1 not begun").arg(countText(operation.skipped));
    return parts.join(u", "_s);
}

QString operationText(const Operation &operation)
{
    QStringList parts{OperationTexts::tr("%1: %2 of %3 settled")
                          .arg(bulkActionTitle(operation.action),
                               countText(operation.total - operation.pending),
                               countText(operation.total))};
    if (operation.succeeded > 0)
        parts += OperationTexts::tr("%1 delivered by now").arg(countText(operation.succeeded));
    parts += troubleText(operation);
    parts +=
        OperationTexts::tr("by %1").arg(widgets::visibleText(operation.startedBy, longestReason));
    parts.removeAll({});
    const QString state = stateSentence(operation);
    const QString text = parts.join(u", "_s);
    return state.isEmpty() ? text : OperationTexts::tr("%1. %2").arg(state, text);
}

QString paceEndText(const QString &state)
{
    if (state == u"stopped"_s)
        return OperationTexts::tr("stopped by itself");
    if (state == u"paused"_s)
        return OperationTexts::tr("paused");
    if (state == u"cancelled"_s)
        return OperationTexts::tr("cancelled");
    return {};
}

QString paceText(const Pace &pace, const QTimeZone &zone)
{
    if (pace.isEmpty())
        return OperationTexts::tr("It has not begun.");
    QStringList sentences{OperationTexts::tr("From %1 to %2, %3 s a bar.")
                              .arg(momentText(pace.time.from, zone),
                                   momentText(pace.time.until, zone),
                                   countText(pace.bucket.count())),
                          OperationTexts::tr("Planned: %1 a second.").arg(plannedRates(pace))};
    if (const auto average = pace.average())
        sentences += OperationTexts::tr("Achieved: %1 a second on the average, %2 at most.")
                         .arg(rateText(*average), rateText(pace.fastest()));
    for (const Pace::End &end : pace.ends) {
        if (const QString what = paceEndText(end.state); !what.isEmpty())
            sentences += OperationTexts::tr("%1: %2.").arg(momentText(end.at, zone), what);
    }
    return sentences.join(u' ');
}

} // namespace gatehouse::ui
