#pragma once

#include "models/collection/source.h"
#include "models/completion/source.h"
#include "models/histogram/source.h"
#include "models/tasks/tasklist.h"
#include "services/admin_api/adminclient.h"
#include "services/core/clock.h"
#include "ui/shell/environment.h"
#include "ui/widgets/displayoptions.h"

#include <functional>
#include <memory>
#include <optional>

namespace gatehouse::ui {

/// What a collection page needs from outside. What is referred to outlives the page.
struct CollectionServices
{
    std::shared_ptr<collection::Source> source;
    AdminClient &api;
    const Clock &clock;
    widgets::DisplayOptions &display;
    /// Where this is done. Asked each time: the gateway may say it later.
    std::function<Environment()> environment;
    /// Who works here; nothing until whoami has answered. Asked each time; see
    /// CollectionPage::updateActor().
    std::function<std::optional<Whoami>()> actor;
    /// Of the list over time; nullptr: it is not shown.
    std::shared_ptr<histogram::HistogramSource> histogram = {};
    /// For who writes a filter; nullptr: none are offered.
    std::shared_ptr<completion::ValueSource> values = {};
    tasks::TaskList *tasks = nullptr; ///< long work is listed there; nullptr: nowhere
};

} // namespace gatehouse::ui
