#pragma once

#include <QWidget>

namespace gatehouse::widgets {

/// What a filter chip says: "Source is stripe", "Tenant **is not** acme".
struct ChipText
{
    QString field; ///< translated name of the field
    QString verb; ///< "is", "is not", "over"
    QString value; ///< foreign text: shown plain, in one line, cut at 48 characters
    bool negated = false; ///< the verb is bold
    bool active = true; ///< false: kept but not applied; dashed and struck through

    bool operator==(const ChipText &) const = default;
};

/// One filter. Only tells what is wanted; whoever owns the filters changes them and calls setText.
/// Keys: Enter edits, Delete or Backspace removes, Space turns on and off, `!` negates, Ctrl+C
/// copies as a link; the menu key and the right mouse button offer all five. Mouse: the body edits,
/// the cross or the middle button removes.
class Chip final : public QWidget
{
    Q_OBJECT

public:
    explicit Chip(const ChipText &text, QWidget *parent = nullptr);

    const ChipText &text() const { return m_text; }
    void setText(const ChipText &text);

    /// The focus look while an editor is open for this chip.
    void setEditing(bool editing);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void editRequested();
    void removeRequested();
    void activeRequested(bool active); ///< it should be turned on or off
    void negatedRequested(bool negated);
    void linkRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Part
    {
        QString text;
        QFont font;
        bool muted;
        bool struck;
        int before; ///< gap in front of it
    };
    QList<Part> parts() const;
    QRect crossRect() const;
    void describe();
    void paintParts(QPainter &painter) const;
    void paintCross(QPainter &painter) const;

    ChipText m_text;
    bool m_editing = false;
    bool m_crossHovered = false;
};

} // namespace gatehouse::widgets
