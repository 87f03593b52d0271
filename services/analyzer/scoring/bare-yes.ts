import { foldUnits } from '../language/characters.ts';

const YES =
  /^(?:嗯|唔|哦|噢|喔|啊|诶|欸|哎|是|是的|是啊|是呀|是我|对|对的|对啊|对头|对呀|的|好|好的|好吧|好嘞|行|行吧|行啊|行行|可以|成|中|得|系|ok|okay|yes|yeah|yep|yup|aye|sure|uh|huh|mhm|mm|hmm|right|correct|alright|fine|please|ma'?am|sir|it is|[\s,.!。、~-])+$/;

/** Whether a turn is nothing but a yes: 嗯。 对对。 Yes it is. Hesitations alone count, which matching leaves out. */
export const isBareYes = (text: string): boolean =>
  text.length <= 24 && YES.test(foldUnits(text)) && !/[?？]/.test(text);
