#include "ui/pages/alerts/alertspage.h"

#include "models/alerts/alertcollection.h"
#include "models/deadletters/lettergroup.h"
#include "services/core/whendone.h"
#include "ui/collection/rowvalues.h"
#include "ui/pages/alerts/alertkinds.h"
#include "ui/pages/alerts/entriesdialog.h"
#include "ui/pages/tabs/pagefactory.h"

#include <QAction>
#include <QCoreApplication>
#include <QJsonObject>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using collection::Condition;
using collection::Descriptor;
using collection::Filter;
using collection::Row;

namespace {

struct AlertsPageTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::AlertsPage)
};

Descriptor alertsDescriptor()
{
    Descriptor alerts = alerts::alertCollection();
    collection::Action acknowledge;
    acknowledge.id = u"acknowledge"_s;
    acknowledge.title = AlertsPageTexts::tr("Acknowledge");
    acknowledge.shortcut = u"A"_s;
    acknowledge.endpoint = u"alerts/{id}/acknowledge"_s;
    acknowledge.capability = u"acknowledge"_s;
    acknowledge.stateColumn = u"state"_s;
    acknowledge.enabledStates = {u"firing"_s};
    acknowledge.disabledReason = AlertsPageTexts::tr("Only an alert that fires is acknowledged.");
    acknowledge.defaultReason = u"seen in the console"_s;
    acknowledge.advances = true;
    alerts.actions = {acknowledge};
    return alerts;
}

void addIs(Filter &filter, const QString &field, const QString &value)
{
    if (!value.isEmpty())
        filter.conditions += Condition::is(field, value);
}

AlertSubject refusedRequests(const RowValues &alert)
{
    AlertSubject subject{u"events"_s};
    addIs(subject.filter, u"signature_valid"_s, u"no"_s);
    addIs(subject.filter, u"source"_s, alert.text(u"source"_s));
    addIs(subject.filter, u"tenant"_s, alert.text(u"tenant"_s));
    return subject;
}

AlertSubject overdueSecret(const RowValues &alert)
{
    AlertSubject subject{u"secrets"_s};
    addIs(subject.filter, u"source"_s, alert.text(u"source"_s));
    addIs(subject.filter, u"tenant"_s, alert.text(u"tenant"_s));
    return subject;
}

void openGroup(CollectionPage &page, AdminClient &api, const QString &group,
               const std::function<void(const QString &, const Filter &)> &open)
{
    whenDone(api.get(u"dlq/groups"_s), &page,
             [&page, group, open](const Result<QJsonObject> &answer) {
                 if (!answer)
                     return page.showFailure(AlertsPageTexts::tr("The group was not found"),
                                             answer.error());
                 for (const auto &known : deadletters::letterGroups(*answer)) {
                     if (known.id == group)
                         return open(u"dead-letters"_s, deadletters::lettersOf(known));
                 }
                 page.showOutcome(AlertsPageTexts::tr("No dead letters of that group are left."));
             });
}

void offerToOpen(CollectionPage &page, const Descriptor &descriptor, const PageServices &services)
{
    page.addRowButton(
        u"open-subject"_s, AlertsPageTexts::tr("Open what it is about"), Qt::Key_O,
        [&page, descriptor, &api = services.api, open = services.openFilter](const Row &row) {
            const AlertSubject subject = subjectOf(descriptor, row);
            if (!open)
                return;
            if (subject.letterGroup.isEmpty())
                open(subject.page, subject.filter);
            else
                openGroup(page, api, subject.letterGroup, open);
        },
        [](const Row &) { return QString(); });
}

void offerToEdit(CollectionPage &page, const PageServices &services, EntryKind (*kind)(),
                 const QString &text, const QString &icon)
{
    const QString id = kind().id;
    QAction *edit = page.addPageCommand(id, text, icon);
    QObject::connect(edit, &QAction::triggered, &page, [&page, services, kind] {
        auto *dialog = new EntriesDialog(kind(), services.api, services.actor(),
                                         services.environment(), &page);
        dialog->open();
    });
}

} // namespace

AlertSubject subjectOf(const Descriptor &alerts, const Row &row)
{
    const RowValues alert(alerts, row);
    const QString kind = alert.text(u"kind"_s);
    if (kind == "dead_letter_group"_L1)
        return {u"dead-letters"_s, {}, alert.text(u"subject"_s)};
    if (kind == "bad_signatures"_L1)
        return refusedRequests(alert);
    if (kind == "secret_overdue"_L1)
        return overdueSecret(alert);
    return {kind == "breaker_opened"_L1 ? u"destinations"_s : u"metrics"_s};
}

CollectionPage *makeAlertsPage(const PageServices &services, QWidget *parent)
{
    const Descriptor descriptor = alertsDescriptor();
    CollectionPage *page = makeCollectionPage(descriptor, {}, services, parent);
    offerToOpen(*page, descriptor, services);
    // From right to left.
    offerToEdit(*page, services, modelPrices, AlertsPageTexts::tr("Prices…"), u"configure"_s);
    offerToEdit(*page, services, alertChannels, AlertsPageTexts::tr("Told to…"), u"configure"_s);
    offerToEdit(*page, services, budgets, AlertsPageTexts::tr("Budgets…"), u"configure"_s);
    offerToEdit(*page, services, alertRules, AlertsPageTexts::tr("Rules…"), u"configure"_s);
    return page;
}

} // namespace gatehouse::ui
