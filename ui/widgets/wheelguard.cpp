#include "ui/widgets/wheelguard.h"

#include <QEvent>
#include <QWidget>

namespace gatehouse::widgets {

namespace {

/// An ignored wheel goes on to the parent, and so to the scroll area.
class WheelGuard final : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::Wheel || static_cast<QWidget *>(watched)->hasFocus())
            return QObject::eventFilter(watched, event);
        event->ignore();
        return true;
    }
};

} // namespace

void guardFromWheel(QWidget *field)
{
    field->setFocusPolicy(Qt::StrongFocus);
    field->installEventFilter(new WheelGuard(field));
}

} // namespace gatehouse::widgets
