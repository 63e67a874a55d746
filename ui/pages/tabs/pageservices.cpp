#include "ui/pages/tabs/pageservices.h"

namespace gatehouse::ui {

CollectionServices collectionServices(const PageServices &services,
                                      const collection::Descriptor &descriptor)
{
    return {services.source(descriptor), services.api,  services.clock, services.display,
            services.environment,        services.actor};
}

} // namespace gatehouse::ui
