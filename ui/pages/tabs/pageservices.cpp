#include "ui/pages/tabs/pageservices.h"

namespace gatehouse::ui {

CollectionServices collectionServices(const PageServices &services,
                                      const collection::Descriptor &descriptor)
{
    return {
        .source = services.source(descriptor),
        .api = services.api,
        .clock = services.clock,
        .display = services.display,
        .environment = services.environment,
        .actor = services.actor,
        .histogram = services.histogram ? services.histogram(descriptor) : nullptr,
        .values = services.values ? services.values(descriptor) : nullptr,
        .tasks = services.tasks,
    };
}

} // namespace gatehouse::ui
