#include "ui/pages/deadletters/deadletterspage.h"

#include "models/deadletters/deadlettercollection.h"
#include "ui/pages/tabs/pagefactory.h"

namespace gatehouse::ui {

CollectionPage *makeDeadLettersPage(const PageServices &services, QWidget *parent)
{
    return makeCollectionPage(deadletters::deadLetterCollection(),
                              {QStringLiteral("event_id"), QStringLiteral("job_id")}, services,
                              parent);
}

} // namespace gatehouse::ui
