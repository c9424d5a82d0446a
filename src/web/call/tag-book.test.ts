import { describe, expect, test } from "vitest";
import { TAGS_MAX } from "../../protocol/limits.ts";
import { createTagBook, inTurns } from "./tag-book.ts";

describe("the tags of a page", () => {
  test("are asked for once, and left when they are not wanted any more", () => {
    const book = createTagBook();
    book.want(["a", "b", "a"]);
    expect(book.changes()).toEqual({ leave: [], join: ["a", "b"] });
    book.asked(1, ["a", "b"]);
    expect(book.changes().join).toEqual([]);
    expect([book.isSettled(), book.anyTag()]).toEqual([false, null]);
    expect(book.answered(1, ["r1", "r2"])).toBe(false);
    expect([book.isSettled(), book.anyTag()]).toEqual([true, "a"]);
    book.want(["b"]);
    expect(book.changes()).toEqual({ leave: ["a"], join: [] });
    book.left(["a"]);
    expect(book.all()).toEqual(["b"]);
  });

  test("that are full or refused are asked for again", () => {
    const book = createTagBook();
    book.want(["a", "b"]);
    book.asked(1, ["a", "b"]);
    expect(book.answered(1, ["r1", null])).toBe(true);
    expect(book.isSettled()).toBe(true);
    expect(book.changes().join).toEqual(["b"]);
    book.asked(2, ["b"]);
    expect(book.answered(2, null)).toBe(true);
    expect(book.changes().join).toEqual(["b"]);
  });

  test("are settled by a refusal too, if others were given", () => {
    const book = createTagBook();
    book.want(["a", "b"]);
    book.asked(1, ["a"]);
    book.asked(2, ["b"]);
    book.answered(1, ["r"]);
    expect(book.isSettled()).toBe(false);
    book.answered(2, null);
    expect(book.isSettled()).toBe(true);
  });

  test("ignore answers to nothing that was asked, and short answers give nothing", () => {
    const book = createTagBook();
    book.want(["a"]);
    expect(book.answered(9, ["r"])).toBe(false);
    book.asked(1, ["a"]);
    expect(book.answered(1, [])).toBe(true);
    expect(book.isSettled()).toBe(false);
  });

  test("begin anew with a new socket", () => {
    const book = createTagBook();
    book.want(["a"]);
    book.asked(1, ["a"]);
    book.answered(1, ["r"]);
    book.reset();
    expect([book.isSettled(), book.anyTag()]).toEqual([false, null]);
    expect(book.changes().join).toEqual(["a"]);
  });

  test("are no more than the relay allows, today's before the neighbouring day's", () => {
    const rooms = Array.from({ length: 40 }, (_, room) => [`today ${room}`, `tomorrow ${room}`]);
    const book = createTagBook();
    book.want(inTurns(rooms));
    const { join } = book.changes();
    expect(join).toHaveLength(TAGS_MAX);
    expect(join.filter((tag) => tag.startsWith("today"))).toHaveLength(40);
    expect(inTurns([])).toEqual([]);
    expect(inTurns([["a", "b", "c"], ["d"]])).toEqual(["a", "d", "b", "c"]);
  });
});
