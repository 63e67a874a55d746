#pragma once

#include "services/core/clock.h"
#include "ui/collection/detailtab.h"
#include "ui/collection/fieldreveal.h"
#include "ui/pages/tabs/detailreader.h"
#include "ui/widgets/displayoptions.h"

#include <memory>

namespace gatehouse::ui {

/// Which of a view's columns hold the ids that the tabs read by.
struct TabColumns
{
    QString eventId;
    QString jobId; ///< empty: the rows have no job of their own
    QString deliveryId = {}; ///< empty: the rows are no single deliveries
};

/// Makes the tabs summary, where the rows are events themselves, payload, canonical, headers,
/// signature, timeline and deliveries, all from one reader; `clock`, `display` and `reveal` outlive
/// them (without one, what is masked stays so). The signature's reads the columns of the view
/// console.events.
DetailTabFactory eventTabs(std::shared_ptr<DetailReader> reader, const TabColumns &columns,
                           const Clock &clock, const widgets::DisplayOptions &display,
                           FieldReveal *reveal, const OpenWorkbench &workbench = {},
                           const OpenRow &openRow = {});

} // namespace gatehouse::ui
