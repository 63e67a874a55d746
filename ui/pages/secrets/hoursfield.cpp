#include "ui/pages/secrets/hoursfield.h"

#include <QCoreApplication>

namespace gatehouse::ui {

namespace {

struct HoursTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::HoursField)
};

} // namespace

QSpinBox *makeHoursField(int low, QWidget *parent)
{
    auto *hours = new QSpinBox(parent);
    hours->setObjectName(QStringLiteral("overlapField"));
    hours->setSuffix(HoursTexts::tr(" h", "hours"));
    hours->setRange(low, 7 * 24);
    hours->setValue(24);
    return hours;
}

} // namespace gatehouse::ui
