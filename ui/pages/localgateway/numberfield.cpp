#include "ui/pages/localgateway/numberfield.h"

#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/wheelguard.h"

namespace gatehouse::ui {

QSpinBox *makeNumberField(const QString &name, const QString &unit, int low, int high,
                          QWidget *parent)
{
    auto *number = new QSpinBox(parent);
    number->setObjectName(name);
    number->setSuffix(unit);
    number->setRange(low, high);
    number->setKeyboardTracking(false);
    widgets::setSmall(number);
    widgets::guardFromWheel(number);
    return number;
}

} // namespace gatehouse::ui
