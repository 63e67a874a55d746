#include "ui/views/viewcontroller.h"

#include <QCoreApplication>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct FirstViewTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::FirstViews)
};

} // namespace

QList<views::SavedView> firstViews()
{
    const collection::Condition lastDay{
        u"received_at"_s, collection::Operator::AtLeast, {u"24h"_s}};
    const QString events = u"events"_s;
    return {{{},
             events,
             FirstViewTexts::tr("Failed, last 24 h"),
             {{collection::Condition::is(u"status"_s, u"failed"_s), lastDay}}},
            {{},
             events,
             FirstViewTexts::tr("Refused, last 24 h", "events whose signature was not valid"),
             {{collection::Condition::is(u"signature_valid"_s, u"no"_s), lastDay}}}};
}

} // namespace gatehouse::ui
