#pragma once

#include "ui/collection/detailtab.h"
#include "ui/pages/tabs/detailreader.h"

#include <memory>

namespace gatehouse::ui {

/// Which of a view's columns hold the ids that the tabs read by.
struct TabColumns
{
    QString eventId;
    QString jobId; ///< empty: the rows have no job of their own
};

/// Makes the tabs payload, canonical, headers, timeline and deliveries, all from one reader.
DetailTabFactory eventTabs(std::shared_ptr<DetailReader> reader, const TabColumns &columns);

} // namespace gatehouse::ui
