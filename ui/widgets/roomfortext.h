#pragma once

#include <QObject>

class QWidget;

namespace gatehouse::widgets {

/// Keeps a window, from now on, high enough for its texts as they wrap at its width. Qt makes a new
/// window no higher than two thirds of the screen, and then only as high as texts on one line
/// need, so that what wraps would lie over what is below it. Belongs to the window, which has a
/// layout.
class RoomForText final : public QObject
{
    Q_OBJECT

public:
    explicit RoomForText(QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *m_window;
};

} // namespace gatehouse::widgets
