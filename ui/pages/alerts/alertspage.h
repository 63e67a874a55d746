#pragma once

#include "ui/collection/collectionpage.h"
#include "ui/pages/tabs/pageservices.h"

namespace gatehouse::ui {

/// What fired, now and before; `a` acknowledges, `o` opens what it is about. Rules, budgets, who is
/// told and prices are edited from here (see EntriesDialog): buttons button-alertRules,
/// button-budgets, button-alertChannels, button-modelPrices.
CollectionPage *makeAlertsPage(const PageServices &services, QWidget *parent);

/// The list that shows what an alert is about; a group of dead letters is known by its id alone,
/// which is told by the gateway (see lettersOf()).
struct AlertSubject
{
    QString page; ///< "events"
    collection::Filter filter = {};
    QString letterGroup = {}; ///< in place of a filter
    bool operator==(const AlertSubject &) const = default;
};
AlertSubject subjectOf(const collection::Descriptor &alerts, const collection::Row &alert);

} // namespace gatehouse::ui
